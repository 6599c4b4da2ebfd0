// The number both ends compare at the handshake. Raised when an older page could not understand the server any more.
export const PROTOCOL_VERSION = 1;
