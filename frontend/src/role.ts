import type { Me } from "./contract/rest";
import { useStanding } from "./operator";

export type Role = Me["role"];

const RANK: Record<Role, number> = { viewer: 0, operator: 1, admin: 2 };

export function reaches(role: Role, least: Role): boolean {
  return RANK[role] >= RANK[least];
}

/** Whether whoever is logged in may do what needs this role; what they may not do is not offered. */
export function useMay(least: Role): boolean {
  return useStanding(({ standing }) => standing.state === "in" && reaches(standing.operator.role, least));
}
