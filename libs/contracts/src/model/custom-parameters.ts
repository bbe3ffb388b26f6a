import Type, { type Static } from 'typebox';

/** Most parameters that an option may have. */
export const mostCustomParameters = 50;

/** The name of an element of XML, in letters of ASCII. */
export const customParameterName = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;
/** One line, because a document must hold it. */
export const customParameterValue = /^[^\u0000-\u001f\u007f\ufffe\uffff]*$/;

/** A custom license parameter: what a license of the option begins with in its custom data. [PO-14, SL-ADD-29] */
export const CustomParameter = Type.Object({
  name: Type.String({ pattern: customParameterName.source }),
  value: Type.String({ maxLength: 255, pattern: customParameterValue.source }),
});
export type CustomParameter = Static<typeof CustomParameter>;
