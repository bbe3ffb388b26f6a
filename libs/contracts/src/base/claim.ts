/** A name that one stream may hold at a time, such as a serial number within a product. */
export interface Claim {
  scope: string;
  key: string;
}
