// What the build writes into node-responses.js: of @remix-run/node-fetch-server, how Fetch's headers and responses are
// those of node:http.
import type { NodeRequest, NodeResponse } from "./handler.js";

export declare function createHeaders(request: NodeRequest): Headers;
export declare function sendResponse(response: NodeResponse, sent: Response): Promise<void>;
