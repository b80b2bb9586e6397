/** Read by the pose model's own loader. */
declare var ModuleFactory: any;

/** Elements of ours are found by selectors that say nothing of their class. */
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}

interface Element {
  closest(selectors: string): any;
}

/** Our own events carry what they tell of as CustomEvent does. */
interface Event {
  readonly detail?: any;
}

interface HTMLFormControlsCollection {
  [name: string]: any;
}
