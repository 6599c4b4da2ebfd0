// The channels a conversation may have come by, in the order they are offered.
import type { Channel } from "../../../shared/session/shapes.ts";

export const CHANNELS: readonly Channel[] = ["phone", "chat", "email", "social", "video", "other"];
