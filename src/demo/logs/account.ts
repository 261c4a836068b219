export const ACCOUNT = '111122223333';
