"""The Openness Auditor: a source copies, a check says what is there, a definition says what is enough, an output shows.

One model id, walked:

1. `data/models/OWNER/NAME.yaml` names it; `store` reads the entry.
2. `collect` asks the `sources`: the Hub's head and snapshot, then each dataset, base model and repository it links.
3. What they saw is kept as facts in `data/evidence/`, each pinned to its commit; prose stays out.
4. `judge` asks the `checks`, base models first; every yes or no cites what was seen.
5. The answers are kept in `data/audits/`; one that turned adds a line to `data/history/`, with its cause.
6. `score` weighs the answers by every definition of `data/definitions/`, in three-valued logic.
7. `report` joins it all into the one view of a model; `outputs` yield pages and files from it.
8. `pipeline` wires these stages and isolates failures; `cli` is the commands.
"""

__version__ = "0.1.0"
