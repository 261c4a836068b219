/** An SSM endpoint on loopback with a made-up fleet, for `--demo` and `simulate`. */

export { type Endpoint, type EndpointOptions, startEndpoint } from './endpoint.ts';
