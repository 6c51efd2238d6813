// On Today: a session that could not be sent earlier is sent now.

import { flush } from "../queue.js";

flush();
