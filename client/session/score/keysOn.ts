// Whether single keys score: on unless this person switched them off on this device.
import { deviceSwitch } from "../../ui/deviceSwitch.ts";

export const useKeysOn = deviceSwitch("plumb.keys");
