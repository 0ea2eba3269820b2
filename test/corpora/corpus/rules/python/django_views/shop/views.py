from django.db import connection
from django.http import JsonResponse
from shop.models import Item


def search(request):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM shop_item WHERE name = '{request.GET['name']}'")  # bad: query-injection
        rows = cursor.fetchall()
    return JsonResponse({"rows": rows, "safe": list(Item.objects.filter(name=request.GET["name"]).values("id"))})  # good


def item(request, item_id):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM shop_item WHERE id = %s", [item_id])  # good
        return JsonResponse({"name": cursor.fetchone()})
