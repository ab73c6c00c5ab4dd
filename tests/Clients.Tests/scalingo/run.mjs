// Calls the gateway through the vendor's own JS client, unmodified, as a program of its users would. Reads calls as JSON from standard
// input, one a line: {"call":"SCMIntegrations.find","args":["github"]}; prints one line for each: {"value":…} or {"status":…,"data":…}.
import { createInterface } from "node:readline";
import scalingo from "scalingo";

const { clientFromToken } = scalingo;
const client = await clientFromToken(process.env.API_TOKEN, { authApiUrl: process.env.AUTH_URL });

for await (const line of createInterface({ input: process.stdin })) {
  const { call, args } = JSON.parse(line);
  const [api, method] = call.split(".");
  try {
    console.log(JSON.stringify({ value: (await client[api][method](...args)) ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ status: error._status ?? null, data: error._data ?? String(error) }));
  }
}
