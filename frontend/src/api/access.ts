import type {
  OperatorChange,
  OperatorCreate,
  OperatorRead,
  OperatorsPage,
  TokenCreate,
  TokenCreated,
  TokensPage,
} from "../contract/rest";
import { request } from "./http";

const OPERATORS = "/api/v1/operators";
const TOKENS = "/api/v1/tokens";
const ALL = "?limit=1000";

export function listOperators(signal: AbortSignal): Promise<OperatorsPage> {
  return request(OPERATORS + ALL, { signal });
}

export function createOperator(body: OperatorCreate): Promise<OperatorRead> {
  return request(OPERATORS, { method: "POST", body });
}

export function changeOperator(id: number, body: OperatorChange): Promise<OperatorRead> {
  return request(`${OPERATORS}/${id}`, { method: "PATCH", body });
}

export async function removeOperator(id: number): Promise<void> {
  await request(`${OPERATORS}/${id}`, { method: "DELETE" });
}

export function listTokens(signal: AbortSignal): Promise<TokensPage> {
  return request(TOKENS + ALL, { signal });
}

export function createToken(body: TokenCreate): Promise<TokenCreated> {
  return request(TOKENS, { method: "POST", body });
}

export async function revokeToken(id: number): Promise<void> {
  await request(`${TOKENS}/${id}`, { method: "DELETE" });
}
