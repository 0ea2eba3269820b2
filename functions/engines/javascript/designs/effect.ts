import type { DesignKind } from '../../../core/open-design.ts';

/** What a call changes that strangers are meant to change; `nothing`, or more than that. */
export type Effect = DesignKind | 'nothing' | 'more';
