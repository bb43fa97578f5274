import { Fragment } from 'react';

/** Where a path or a name may go on in the next line. */
const JOINTS = /(?<=[./:])(?=[^./:\d])|(?=\[)|(?<=[a-z])(?=[A-Z])/;

/** A path or a name that breaks between its parts rather than within them. */
export function Breakable({ text }: { text: string }) {
  return (
    <>
      {text.split(JOINTS).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}
