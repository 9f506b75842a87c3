import type {
  BouquetChange,
  BouquetCreate,
  BouquetRead,
  BouquetsPage,
  CategoriesPage,
  CategoryChange,
  CategoryCreate,
  CategoryRead,
} from "../contract/rest";
import { request } from "./http";

const CATEGORIES = "/api/v1/categories";
const BOUQUETS = "/api/v1/bouquets";
/** The most the server gives at once; forms offer no more to choose from. */
const AT_ONCE = 1000;

export function listCategories(signal?: AbortSignal): Promise<CategoriesPage> {
  return request(`${CATEGORIES}?limit=${AT_ONCE}`, signal ? { signal } : {});
}

export function createCategory(body: CategoryCreate): Promise<CategoryRead> {
  return request(CATEGORIES, { method: "POST", body });
}

export function changeCategory(id: number, body: CategoryChange): Promise<CategoryRead> {
  return request(`${CATEGORIES}/${id}`, { method: "PATCH", body });
}

export async function removeCategory(id: number): Promise<void> {
  await request(`${CATEGORIES}/${id}`, { method: "DELETE" });
}

export function listBouquets(signal?: AbortSignal): Promise<BouquetsPage> {
  return request(`${BOUQUETS}?limit=${AT_ONCE}`, signal ? { signal } : {});
}

export function createBouquet(body: BouquetCreate): Promise<BouquetRead> {
  return request(BOUQUETS, { method: "POST", body });
}

export function changeBouquet(id: number, body: BouquetChange): Promise<BouquetRead> {
  return request(`${BOUQUETS}/${id}`, { method: "PATCH", body });
}

export async function removeBouquet(id: number): Promise<void> {
  await request(`${BOUQUETS}/${id}`, { method: "DELETE" });
}
