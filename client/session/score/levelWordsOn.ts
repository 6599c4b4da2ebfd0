// Whether a phone shows what each level means below the scale: it does until its person knows the scorecard and folds the words away.
import { deviceSwitch } from "../../ui/deviceSwitch.ts";

export const useLevelWordsOn = deviceSwitch("plumb.levelWords");
