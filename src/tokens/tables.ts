/**
 * What is kept of the two vocabularies. Tokens are strings of bytes, U+0000 to U+00FF, parted by spaces and line ends;
 * a tilde stands for a space, a control picture (␊) for the other whitespace. The tests hold every entry against the
 * vocabularies.
 */

/** All tokens of several bytes among the first 1,000 of each, in their order. */
export const FIRST_TOKENS = {
  o200k: `
    ~~ ~~~~ in er ~t ~a en on re ~s at or es ~~~~~~~~ an ~~~ ~d he ~c ~p is ar it ␊␊ al \xe0\xa4 le ou ~m ~f
    ~w ~b as ing ~the ic et ~o ion ed el ~n ro ent ~\xd0 nd st \xe1\x83 \xd0\xb0 ~l ~in ;␊ ct ~~~~~~~ om il
    ~h am ~= id ~to \xd0\xbe \xe2\x80 ~e \xd8\xa7 im ~re ~v ad ~th ~and \xd0\xb5 ~of ~g ur \xd0\xb8 ch ~\xe0
    ~de ␉␉ ~S ~u \xd1\x82 ut ol \xd0\xbd ~y ig se \xd1\x80 ot em ag iv ~( qu ~~~~~~~~~~~ ~T ~{ ~A ay ~I
    \xe0\xa5 ac \xe0\xa6 ul );␊ ~C .␊␊ os if ~\xe0\xa4 od \xd1\x81 ␍␊ tr ~k un \xd9\x84 -- est \xc3\xa9 ab
    ate ir \xe0\xb8 ~is \xd0\xbb ow us \xe0\xb4 ation ~} ~\xd8 ort ~M ~" // um ~for ie \xe0\xaa ~P ter ce
    our ~on ap th ~{␊ ~con av ~~~~~~~~~~~~~~~~ ers ** te ,␊ ~be \xd9\x85 ~D () \xd9\x88 ~B end ~st ist ak ly
    pe ~* \xd9\x86 and ~r \xe0\xb2 res ub oc \xd8\xb1 ~al \xe0\xb0 ess ith \xe2\x80\x99 \xd0\xbe\xd0 ~pro ~j
    \xd1\x83 \xd9\x8a ame ver )␊ port ~an \xc3\xa1 \xc3\xa4 ~L ~com ~ne ~F 20 ass ~E ~se lic ~R ~' \xd0\xba
    ~\xd7 ~< \xd1\x8b ue op out ~en ht ~wh ~as \xe0\xae ~qu ction \xe3\x80 age ~N og ~it ~you iz ~with ~that
    .. ~W ~H ip \xd0\xb4 ex int ill ant urn ~this ~\xd8\xa7 art ~tr ~G \xd0\xbc ~he ;␊␊ ~or 00 ~le
    ~~~~~~~~~~~~~~~ ik ment \xe0\xa7 ore rom ere ~ex ine \xe0\xb5 ang \xd8\xaa ---- \xe0\xa4\xbe \xd0\xb2
    ind get >␊ ain ok ib ud pl turn ~~~~~ \xc3\xb3 ~O ~- ect ia ity ~un ~if \xd9\x87 ~at \xdb\x8c con per
    \xd1\x8f \xe1\xbb ata \xd8\xaf ~$ ~ch ~pr orm ack ~are ile pt \xc3\xad ~la .␊ ~\xe2\x80 == import able
    ial ost cl ies ~cl (" ov ust ~\xe0\xa6 \xc3\xbc \xc3\xb6 \xe0\xab ~i ult ave nt ~z =" ~we ld ight ublic
    ive all \xe1\x83\x90 act ~\xd8\xa7\xd9\x84 \xef\xbc ~from \xc3\xa5 ~su ire **** ell ard \xd7\x99 ser
    tring ~U ~// ice ord \xe3\x81 ~}␊ ~\xe0\xaa ff -> ;␍␊ ne \xc4\xb1 de ra \xd1\x8c ans ide ase \xd5\xa1
    ~new ~do ~return ~The \xe4\xb8 ~not ␉␉␉␉ ure \xe0\xa5\x87 ast ob ~V \xe0\xa4\xb0 ~pl ~your \xd0\xb7
    ~\xe1\x83 In pr com .s ~sh ime ~J are ont ~ar \xe0\xaf ~\xd0\xbf ype ~el ite \xd8\xb3 \xd7\x95 pp
    \xe5\xa4 ~by \xd8\xa8 ~K ~+ \xe0\xb1 ~que iew ail \xd1\x87 ~can \xd0\xbf 201 ~me ~\xd1\x81 \xe0\xb3
    \xe1\x83\x90\xe1\x83 ", ~was \xe0\xb5\x8d ace ode ~int ach ~have ll ij \xe0\xa5\x8d \xd0\xb3 ge elf ~par
    ~ad \xe1\x83\x98 str one rou ~ab \xe2\x80\x9d ~res St ens \xd9\x81 du ~~~~~~~~~~~~~~~~~~~ form ~\xd5 10
    ich \xc3\xa7 ong (' \xc3\xb0 \xc3\xa0 \xd5\xa1\xd5 cc xt ~: \xd8\xa9 \xd1\x80\xd0\xb0 \xd8\xb9 pon ~get
    ber \xd0\xb9 Re \xe0\xa4\xbe\xe0\xa4 ~all ~[ \xd1\x85 ath io \xce\xb1 ject ~te ~In ~des \xd1\x96 ign :␊
    alue ork ve ~will }␊ ();␊ ). :: ~\xd0\xb2 ~class {␊ lo ome ~Th \xd1\x81\xd1\x82 ize ~public ~\xd9\x85 au
    ull \xe5\xbd ions \xd0\xb1 ~}␊␊ ~@ \xd7\x99\xd7 der ook -------- \xd1\x88 ~us ance ould ~\xd0\xbd
    \xe3\x83 ~im __ put ient \xe4\xba .get \xd0\xb5\xd0\xbd ~per ~vo ext ated \xc4\x8d \xd9\x82 yst ous
    \xe0\xa4\xbf so ', \xe3\x80\x82 ple \xd7\x95\xd7 \xda\xa9 erv ~␊ \xe1\x83\x94 \xe0\xb9 par \xe0\xa6\xbe
    cr ress ~\xe0\xb4 ck \xe2\x80\x99s \xe1\xba ~\xec ert ey ount </ ma ~go \xe0\xa5\x8d\xe0\xa4 \xc5\xa1
    ~so ake ary ~\xd0\xb8 up vent ory ~/ \xe5\xbd\xa9 \xce\xbf pro \xcf\x84 \xc3\xa3 ft ~& ~\xd0\xba ~dis
    ear ~ma \xe0\xb5\x8d\xe0\xb4 ␉␉␉ \xd3\x99 unction ~cont err _t ystem \xe0\xa5\x80 \xd0\xb0\xd0\xbd ~out
    row ~und \xe3\x82 ug ien ~\xe0\xa4\x95 ah ual this ock ~has we fer \xe1\x83\x94\xe1\x83 \xe1\x80 19 ~et
    ~no );␊␊ div ~em Name ~Y ER \xe5\xa4\xa9 ition ~up \xd9\x83 ~=> ri ~man \xce\xb9 ery ~pre ## ~es
    ~\xd0\xb1 ~sa ink eng ~\xd0\xb4 \xe0\xaa\xbe 's ek ~. ~\xd9\x88 ~but ~\xe0\xb0 \xce\xb5 ng ~est cre ound
    gr name ~na 12 ~\xe0\xb2 ~St \xe0\xaf\x8d app ==== ier Id ~Re ree Con ******** \xe0\xa4\xbf\xe0\xa4
    \xd6\x80 ~\xd0\xbe ors )) String \xe0\xa7\x87 ose text ~set lect ~my ild \xd1\x86 \xc3\xb8 che ~\xd8\xa8
    \xe1\x83\x98\xe1\x83 ations iel ~\xd1\x82 ~*/ ical ann to ), ew \xd0\xbe\xd0\xb2 ~am own ark ther }␊␊
    ener ~more ~\xd0\xbc ps \xe5\x8f \xd8\xad List ~== \xe0\xa5\x8b cept \xce\xbd \xec\x9d gh \xc3\xa8 Pro
    odel ~\xd0\xb0 ph ement ings add IN ~\xe2\x80\x9c \xe0\xa6\xbe\xe0\xa6 ~~~~~~~~~~~~~~~~~~~~~~~
    \xd0\xb0\xd1\x80 ike ool ~var ade ~ro ON The set ivate \xef\xbc\x8c und \xc5\x9f \xe1\x9e ~~~~~~~~~ ~gr
    \xe6\x9c \xc3\xa3o atch ung ~str clud ~op Ex ~inter 11 \xe7\xa5 ~col ~part \xe0\xa4\xa8 her
  `,
  cl100k: `
    ~~ ~~~~ in ~t ~~~~~~~~ er ~~~ on ~a re at st en or ~th ␊␊ ~c le ~s it an ar al ~the ;␊ ~p ~f ou ~= is
    ~~~~~~~ ing es ~w ion ed ic ~b ~d et ~m ~o ␉␉ ro as el ct nd ~in ~h ent id ~n am ~~~~~~~~~~~ ~to ~re --
    ~{ ~of om );␊ im ␍␊ ~( il // ~and ur se ~l ex ~S ad ~" ch ut if ** ~} em ol ~~~~~~~~~~~~~~~~ th )␊ ~{␊
    ~g ig iv ,␊ ce od ~v ate ~T ag ay ~* ot us ~C ~st ~I un ul ue ~A ow ~' ew ~< ation () ~for ab ort um ame
    ~is pe tr ck \xe2\x80 ~y ist ---- .␊␊ he ~e lo ~M ~be ers ~on ~con ap ub ~P ~~~~~~~~~~~~~~~ ass int >␊
    ly urn ~$ ;␊␊ av port ir -> nt ction end ~de 00 ith out turn our ~~~~~ lic res pt == ~this ~wh ~if ~D
    ver age ~B ht ext =" ~that **** ~R ~it ess ~F ~r os and ~as ect ke rom ~// con ~L (" qu lass ~with iz de
    ~N ~al op up get ~}␊ ile ~an ata ore ri ~pro ;␍␊ ␉␉␉␉ ter ain ~W ~E ~com ~return art ~H ack import ublic
    ~or est ment ~G able ~- ine ill ind ere :: ity ~+ ~tr elf ight (' orm ult str .. ", ~you ype pl ~new ~j
    ~~~~~~~~~~~~~~~~~~~ ~from ~ex ~O 20 ld ~[ oc :␊ ~se ~le -------- .s {␊ ', ant ~at ase .c ~ch </ ave ang
    ~are ~int \xe2\x80\x99 _t ert ial act }␊ ive ode ost ~class ~not og ord alue all ff ();␊ ont ime are ~U
    ~pr ~: ies ize ure ~by ire ~}␊␊ .p ~sh ice ast ption tring ok __ cl ## ~he ard ). ~@ iew ␉␉␉ ~was ip
    this ~u ~The ide ace ib ac rou ~we ject ~public ak ve ath oid ~=> ust que ~res )) 's ~k ans yst unction
    ******** ~i ~us pp 10 one ail ==== name ~str ~/ ~& ach div ystem ell ~have err ould ull pon ~J _p ~==
    ign St .␊ ~pl );␊␊ form put ount }␊␊ dd ite ~get rr ome ~\xe2\x80 aram cc ~*/ ER In les _s ong ie ~can
    ~V erv pr ~un row ber ~do ll ~el ~self ated ary ~. '] ud ~en ~Th ~~~~~~~~~~~~~~~~~~~~~~~ te _c uct ~ab
    ork .get ~# aw ress ob Name 201 app [' ~all ory ition ance ear ~cont vent ia ~will IN ~~~~~~~~~ return
    ~</ data )␊␊ Re ple ild ther ~your "␊ ($ ~out ), ~has String so ~up ax ~def ~bo ge alse ON per 12 ich
    ~but ~␊ ~_ _m add quest odel self ery ft ens //// ake .C ~go ~function ~K ivate ~im ~const .t ~*/␊ );␍␊
    ~void ~set ~System cri ()␊ li ␉if .m ally set ep \xe2\x80\x99s bo def ',␊ ~me ~! atch "> ",␊ ec ~In ph
    ~| _f ~var ence Id ree ink lect ug eth ~else ---------------- 19 cont ~so atic ~lo pro ton ss own abel
    oint ous eld ST The ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ RE ": olor tp eg key ude ~St ound ~ar ");␊ ener ser
    11 bject essage fer ~more ations ents ~his ~they .S ~Y use ne ish old _d io ield ~per Cont ings ####
    ~data ~sa ef fo ~one eng ~dis AT ~name ~true val led .f ~ne ~end 32 .T 16 cre ark log Ex error _id urre
    ange ~null rray ~my pan ict ator View List ␉return \xe2\x80\x9d ~pre ~x clude arg 15 ov .h ~> ~their ')
    irst ick gh LE OR ~private tem ␍␊␍␊ user ~) com .A ";␊ ~id read ~who _b ">␊ ~time ~man ry ======== roup
    rop public vel umber ble ~which **************** ~any ~false we ~value ~li ") nder gr ~no param 25 fig
    .com ~app _l ions .D ~Ch ~about ~add ~su ~string ID ~over string .l ource 000 _C ]␊ ~qu ~String ca SE
    ~ro sh ual Type son new ern ~ag AR ];␊ ]. ~? ical ~des uth ix ays ~type 't ault ~inter var .b ~part .d
    urrent IT EN 30 enc (f ra value cho 18 utton ose 14 ~!= ater \xc3\xa9 reate oll pos yle ng AL using ames
    ~{␍␊ ates ely ~work ~em inal ~sp ~when .set ~~~~~~ ):␊ to quire
  `,
};

/** Pairs of letters of one case that are no token of one of the two; all others are. */
export const UNPAIRED_LETTERS = `
  bq fj fz gj gk gq hj jg jv jw jx jy jz kq kx kz lq mz nq oq qf qg qj qk qo qv qy qz rj tj tq uq vq vz wq
  wv wz xg xh xj xk xq xu xv xw yf yj yq yv zg zj zq zr zv BQ BZ CJ CQ CZ DQ DZ EJ EY FJ FQ FV FZ GJ GK GQ
  GZ HJ IY JF JG JH JL JN JQ JU JW JX JY JZ KJ KQ KU KX KZ LH LJ LQ LW LX LZ MZ NQ OJ OQ OY OZ PQ PZ QD QF
  QG QH QI QJ QK QO QV QW QX QY QZ RJ RQ RZ TJ TQ UH UJ UO UQ UW UZ VH VJ VQ VU VW VX VY VZ WJ WQ WU WV WY
  WZ XG XH XJ XK XN XO XQ XU XV XW XZ YB YD YF YH YI YJ YK YQ YR YU YV YX ZB ZC ZD ZG ZI ZJ ZK ZL ZM ZP ZQ
  ZS ZT ZU ZV
`;

/**
 * Words that are one token in both, as they stand, capitalized, and after a space; at most two after another mark. Chosen
 * for what they save in the demo's answers and in everyday logs, and then for their rank.
 */
export const WORDS = `
  about above abstract acc access account act action active activity ad add added adding address addresses
  admin af aff after ag again agent all allow allowed allows almost already also alt always am an analysis
  android ann another answer answers any ap api app append apple application apply apr arch arg args
  argument arguments arr array ask ass assembly async at att attribute attributes auth author auto avg aw
  await aws ax ba back background bad banner bar base based basic batch be because been before begin below
  between bin binary bind bits bl black block blocks bo board body book boolean border both box br break btn
  bu budget buff buffer build builder bus business button by byte bytes ca cab cache cached call callback
  called can cannot case category cause cd cent center cert certificate ch change changed channel char
  character characters check child cho chrome chunk cl class clear cli click client clients close cloud co
  code col collect collection color column columns com comm command commands comment comments commit common
  community company complete completed component components compression con concept config configuration
  configure connect connection connections console const constant constructor consumer cont container
  content contents context continue contract control controller convert cookie cookies copy copyright cor
  core correct could count country counts cover cr create created credentials criteria crypto current
  currently cursor custom customer da daily dash data database date day days db dec def default defined
  delivery dep der description details dev device dictionary did different digest digital dir direct
  direction directory dirty disable disk display distribution do document does domain don done double down
  download dr driver due dump duration during each eb ec echo ed edit editor ef effect element else email
  employee empty enable enabled enc encode end ending endpoint energy engine ent enter entities entity
  entries entry environment ep equals err error escape eth eu eval even event every example examples except
  exception exceptions exchange exec execute execution exit exp expect expected experience export express
  ext extension external ey fa fail failed failure false family farm fast fatal fe feature features fee
  fetch few field fields fig file filename files fill filter final find fine finished first fl flags float
  folder follow fonts foo for fore form format found fr frame framework free from full fully func function
  gateway general generate generated generation get git github give global google got gr grant graph great
  grid ground group groups half hand handle handler happy hash he head header headers health heap height
  help her here hidden hide high hint his hook horizontal host house how html http human icon id ident
  identifier if ignore image images impl include included including ind index indicator individual info
  information init initial input ins install instance instances instead instructions integer intel inter
  interface interfaces international internet invalid inventory invoke ip iss issue it item items its java
  join json jun just ke keep kernel key kit know la label language last later latest layout learn leave left
  leg legal length les let level li lib library license life like limit limited line lines link links linux
  list listing lists literal little lo load local locale location lock log logger login logs long look lt
  made mail main making man manager map matching material matrix max may md me mean med media median mem
  members memory menu merge message method mi migration min missing mission mod mode model module moment mon
  month most move moves ms msg much must my name named names namespace need net network never new news next
  no node nodes non none nor not note notes nov now null num number numeric nx obj object objects of off
  offline offset ok old once one online only open operation operator ops opt option options order orders org
  organ original os other out output outputs outside over override own owner package page pages par param
  parameter parameters params parent parse pass password pat patch path payload peer pending percent perform
  permission permissions person ph photo physical pick ping pl place platform play played player please
  plugin plugins point pointer points policy pool pop port ports pos position post power preferences
  preferred prepare present previous print printer printing private pro problem proc process processing
  processor produ product production products profile program progress project properties property provide
  provider public published purpose put py python que query quest question queue quick quote quotes raise
  random range rather raw read reader ready real rec received receiver recent record red ref reference
  references reg rel release rem render rep replace report repository represent req request requests require
  required res research resolution resolve resource resources rest return returned reverse review right roll
  room root rotate rotation route rows rpc rule run running runs same save sc scale scan scope script
  scripts se search sec secret sections secure security see seed select self send sender sending sent sep
  serialize server service services session sessions set setting settings sh sha shell short show si sign
  simple since single size sizes skip slash snap snapshot socket software solution some something son sort
  sorting source sources sp space span spec special specific sql src status step stop string sub success
  such super support surface swap switch symbol sys system systems table tables tag tail talk tar target
  task tcp te team tell tem temp template term test text than the them then there they this thread tier time
  times title to token too topic total tr trace trans trust try trying two tx typ type types ui un unable
  und under union unique unit unix unknown unless up update updated updates upgrade upload url usage use
  used user username using util utils val valid value values var variable via video view virtual vis void
  wait want warn warning watch we web website week were wh what when where whether which while who whole why
  width window windows within without word words work worker works world wrapper write writer writing
  written year years yes yet you your
`;

/** Other pieces that answers are made of, by how many tokens they are at most. */
export const PIECES: Readonly<Record<number, string>> = {
  1: `
    ~~~~~~~~~~ ~~~~~~~~~~~~~ ~~~~~~~~~~~~~~ ~-- ~AWS ~Invocation ~Successfully ~amazon ~automatic ~available
    ~counted ~downloaded ~failures ~installed ~invocation ~manifest ~requested ~skipped ~started ~stdout
    ~stream ~succeeded ~targets ~| "," ": ":" ":[" ":{" "},{" ): ," -a -agent -b -d -east .ec .example
    .internal /aws :update AWS Cancelled Invocation Successfully Updating [end [node \\n ]␊ _at _code
    _fields _id _ids _name _output _seconds _stream amazon ea ee excerpt fd installed notification region
    requested response shown started stdout stream summary true {" }," },{"
  `,
  2: `
    ~AccessDenied ~Cancelling ~InProgress ~Terminated ~invocations ":"/ ":[]," ":[{" "]," "]} "}]," "}},"
    ,automatic /AWS /stdout AccessDenied InProgress Invocations Ssm Terminated \\nSuccessfully \\namazon
    _arn invocation invocations untrusted
  `,
  3: `
    ~TimedOut "}]}]," -ssm Cancelling SSMAgent TimedOut }]}],"
  `,
  4: `
    ~DeliveryTimedOut ~ExecutionTimedOut ~Undeliverable -RunShellScript -updateSsmAgent :runShellScript
    :updateSsmAgent DeliveryTimedOut ExecutionTimedOut Undeliverable
  `,
  5: `
    -UpdateSSMAgent
  `,
};
