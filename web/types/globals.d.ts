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

/** An event of a field: its target is what was typed into, ticked or chosen. */
type FieldEvent<T = HTMLInputElement> = Event & { readonly target: T };

/** The events of a form: its fields are found by name. */
type FormEvent = SubmitEvent & { readonly target: HTMLFormElement };

/** The texts of the page: what is put into a sentence is written there as it is. */
interface Words {
  readonly [key: string]: Phrase;
}
type Phrase = string | number | Words | Phrases | ((...values: any[]) => Phrase);
/** An array, without the methods that a text may share its name with. */
interface Phrases {
  readonly [index: number]: Phrase;
  readonly length: number;
}

/** As workers have it: files that are written in place. */
interface SyncAccessHandle {
  read(into: ArrayBuffer, options: { at: number }): number;
  write(bytes: ArrayBuffer | Uint8Array, options: { at: number }): number;
  getSize(): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

interface FileSystemFileHandle {
  createSyncAccessHandle(): Promise<SyncAccessHandle>;
}
