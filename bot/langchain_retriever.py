"""The retriever as a LangChain BaseRetriever, so that other chains can stand on this record."""

from __future__ import annotations

from dataclasses import asdict

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from bot.retrieve import Retriever


class ReleaseRetriever(BaseRetriever):
    """Passages as LangChain documents: the verbatim text as content, all else of the passage as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    retriever: Retriever
    count: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        passages = self.retriever.search(query, count=self.count)
        return [Document(page_content=p.text, id=f"{p.release_id}:{p.index}", metadata=asdict(p)) for p in passages]
