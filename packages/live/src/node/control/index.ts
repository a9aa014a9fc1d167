export { askControl } from "./ask-control.js";
export { type ControlServer, type ControlServerOptions, createControlServer } from "./control-server.js";
export {
  BadControlAnswerError,
  ControlRefusedError,
  ControlSocketError,
  ControlTimeoutError,
  ControlUnreachableError,
} from "./errors.js";
export { CONTROL_COMMANDS, type ControlAnswer, type ControlCommand, type ControlRequest } from "./protocol.js";
