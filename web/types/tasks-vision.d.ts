/** What the worker takes from `/vendor/tasks-vision-0.10.35/`, of @mediapipe/tasks-vision. */

interface Landmark {
  x: number;
  y: number;
  z: number;
  visibility: number;
}

interface Mask {
  width: number;
  getAsFloat32Array(): Float32Array;
  close(): void;
}

export interface PoseResult {
  landmarks: Landmark[][];
  worldLandmarks: Landmark[][];
  segmentationMasks: Mask[];
  close?(): void;
}

export class PoseLandmarker {
  static createFromOptions(
    files: { wasmBinaryPath: string },
    options: {
      baseOptions?: { modelAssetBuffer: Uint8Array; delegate: "CPU" | "GPU" };
      runningMode?: "IMAGE" | "VIDEO";
      numPoses?: number;
      outputSegmentationMasks?: boolean;
    },
  ): Promise<PoseLandmarker>;
  detect(picture: OffscreenCanvas): PoseResult;
  detectForVideo(picture: OffscreenCanvas, time: number): PoseResult;
  close(): void;
}

declare function ModuleFactory(module: object): Promise<object>;
export default ModuleFactory;
