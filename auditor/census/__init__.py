"""A census: the same checks over bulk metadata of millions of models, without a request.

1. `source` opens the Hub's statistics in Parquet, or recordings; `rows` turns each row into the body of a Hub answer.
2. `split` parts the rows by their owner, so that memory is bounded and each part can be done anywhere.
3. `looking` makes evidence of a row by the code of the live audit; `asking` asks the checks and weighs the answers.
4. `lineage` follows base models to the root, and puts bases before what is built on them.
5. `stages`, `bases` and `finish` are the steps over a part; `engine` has them done by processes or a Dask cluster.
   `run` is their order.
6. `columns` is what comes out, with its dictionary.

What a source lacks is unknown, as for the live audit, and reason codes say why.
"""
