import {
  DiagnosisSeverity,
  DiagnosisShape,
} from '@celery-keda/backstage-plugin-celery-common';
import { ReactElement } from 'react';
import styles from './StateShape.module.css';

const OUTLINE = (
  <circle
    cx="8"
    cy="8"
    r="6"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
  />
);

const SHAPES: Record<DiagnosisShape, ReactElement> = {
  'circle-empty': OUTLINE,
  'circle-quarter': (
    <>
      {OUTLINE}
      <path d="M8 8V2a6 6 0 0 1 6 6z" fill="currentColor" />
    </>
  ),
  'circle-half': (
    <>
      {OUTLINE}
      <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
    </>
  ),
  'circle-full': <circle cx="8" cy="8" r="7" fill="currentColor" />,
  triangle: (
    <path
      d="M8 2 15 14H1z"
      fill="currentColor"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
    />
  ),
  square: (
    <rect x="1.5" y="1.5" width="13" height="13" rx="2" fill="currentColor" />
  ),
};

/**
 * The shape of a state. It stands beside the state's name, which says the
 * same in words.
 */
export function StateShape(props: {
  shape: DiagnosisShape;
  severity: DiagnosisSeverity;
}) {
  return (
    <svg
      className={styles.shape}
      data-severity={props.severity}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      {SHAPES[props.shape]}
    </svg>
  );
}
