// The number both ends compare at the handshake. Raised when an older page could not understand the server any more.
export const PROTOCOL_VERSION = 1;
/** The oldest that is still served: the one before, so that a page that is open during an upgrade goes on working. */
export const OLDEST_PROTOCOL = Math.max(1, PROTOCOL_VERSION - 1);
