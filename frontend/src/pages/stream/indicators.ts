/** The number of each indicator in ETSI TR 101 290, clause 5.2 (tables 5.0a and 5.0b), and what it means for a viewer. */
export const CLAUSES: Record<string, { clause: string; meaning: string }> = {
  TS_sync_loss: { clause: "1.1", meaning: "Packets can no longer be told apart" },
  Sync_byte_error: { clause: "1.2", meaning: "A packet does not begin with 0x47" },
  PAT_error_2: { clause: "1.3.a", meaning: "The list of programmes is missing, late or scrambled" },
  Continuity_count_error: { clause: "1.4", meaning: "Packets were lost, doubled or swapped" },
  PMT_error_2: { clause: "1.5.a", meaning: "The list of a programme’s parts is missing, late or scrambled" },
  PID_error: { clause: "1.6", meaning: "A part of a programme that was announced does not come" },
  Transport_error: { clause: "2.1", meaning: "The sender marked packets as damaged" },
  CRC_error: { clause: "2.2", meaning: "A table arrived damaged" },
  PCR_repetition_error: { clause: "2.3.a", meaning: "The clock comes too seldom" },
  PCR_discontinuity_indicator_error: { clause: "2.3.b", meaning: "The clock jumps unannounced" },
  PTS_error: { clause: "2.5", meaning: "Pictures or sound say too seldom when to be shown" },
};
