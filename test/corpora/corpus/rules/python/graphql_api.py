import os

from ariadne import QueryType, graphql_sync, make_executable_schema
from sqlalchemy import create_engine

engine = create_engine(os.environ["DATABASE_URL"])
query = QueryType()


@query.field("book")
def resolve_book(_, info, title):
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"select * from books where title = '{title}'").first()  # bad: query-injection


@query.field("author")
def resolve_author(_, info, name):
    with engine.connect() as connection:
        return connection.exec_driver_sql("select * from authors where name = %s", (name,)).first()  # good


schema = make_executable_schema("type Query { book(title: String!): String author(name: String!): String }", query)


def handler(event, context):
    import json

    success, result = graphql_sync(schema, json.loads(event["body"]))
    return {"statusCode": 200 if success else 400, "body": json.dumps(result)}
