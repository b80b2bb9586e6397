/** What the worker takes from `/vendor/tasks-vision-0.10.35/`. */
export const PoseLandmarker: any;
declare const ModuleFactory: any;
export default ModuleFactory;
