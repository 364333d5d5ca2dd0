using System.Reflection;
using System.Runtime.Loader;
using RichardSzalay.MockHttp;

namespace Violet.Generated.Tests.Build;

/// <summary>What is added to the YAML is in the client after a build, with no line of C#.</summary>
[Category("Build")]
public sealed class ContractEditTests
{
    private static readonly string[] s_build = ["build", "src/Violet.Generated", "-f", "net8.0", "-nologo", "-p:RunAnalyzers=false"];

    private RepositoryCopy _copy = null!;
    private AssemblyLoadContext _context = null!;
    private Assembly _client = null!;
    private Command _build = null!;

    private string Library => _copy.PathOf("src/Violet.Generated/bin/Debug/net8.0/Violet.Generated.dll");

    [OneTimeSetUp]
    public async Task Build()
    {
        _copy = new RepositoryCopy();
        _copy.TakeGenerated();
        _copy.Edit(
            "openapi/violet/orders.yaml",
            "    Order:\n",
            """
                OrderNote:
                  type: object
                  description: A remark on an order.
                  required: [id]
                  properties:
                    id: { type: integer, format: int64, description: 'Id of the note.' }
                    written_by: { type: string, description: 'Who wrote it.' }
                OrderNotePage:
                  description: A page of notes.
                  allOf:
                    - { $ref: 'common.yaml#/components/schemas/PageEnvelope' }
                    - type: object
                      properties:
                        content:
                          type: array
                          description: The notes on this page.
                          items: { $ref: '#/components/schemas/OrderNote' }
                Order:

            """
        );
        _copy.Edit(
            "openapi/violet/orders.yaml",
            "\npaths:\n",
            """

            paths:
              /orders/{order_id}/notes:
                get:
                  tags: [Orders]
                  operationId: Orders_ListNotes
                  summary: List the notes of an order.
                  x-paging: page
                  parameters:
                    - { $ref: '#/components/parameters/OrderId' }
                    - { $ref: 'common.yaml#/components/parameters/Page' }
                    - { $ref: 'common.yaml#/components/parameters/PageSize' }
                  responses:
                    '200':
                      description: A page of notes.
                      content:
                        application/json:
                          schema: { $ref: '#/components/schemas/OrderNotePage' }
                    default: { $ref: 'common.yaml#/components/responses/Error' }

            """
        );
        _copy.Edit(
            "openapi/violet/violet.yaml",
            "\npaths:\n",
            "\npaths:\n  /orders/{order_id}/notes: { $ref: 'orders.yaml#/paths/~1orders~1{order_id}~1notes' }\n"
        );
        _copy.Edit(
            "openapi/violet/orders.yaml",
            "        order_id: { type: integer, format: int64, description: 'The id again.' }\n",
            """
                    gift_wrapping: { type: boolean, description: 'Whether it is wrapped.' }
                    order_id: { type: integer, format: int64, description: 'The id again.' }

            """
        );
        _copy.Edit(
            "openapi/violet/orders.yaml",
            "REQUIRES_ACTION, ACCEPTED, REJECTED]",
            "REQUIRES_ACTION, ACCEPTED, REJECTED, LOST_AT_SEA]"
        );
        ShopApi.AddTo(_copy);
        _build = await Command.RunDotNet(_copy.Root, s_build);
        _build.Succeeded();
        _context = new AssemblyLoadContext("edited", isCollectible: true);
        _client = _context.LoadFromAssemblyPath(Library);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _context?.Unload();
        _copy.Dispose();
    }

    [Test]
    public void A_field_is_a_property() =>
        Assert.That(_client.GetType("Violet.Generated.Order")!.GetProperty("GiftWrapping")?.PropertyType, Is.EqualTo(typeof(bool?)));

    [Test]
    public void An_enum_value_is_a_member() =>
        Assert.That(Enum.GetNames(_client.GetType("Violet.Generated.OrderStatus")!), Does.Contain("LostAtSea"));

    [Test]
    public void An_endpoint_is_a_method_with_its_paging_twin()
    {
        Type orders = _client.GetType("Violet.Generated.IOrdersClient")!;
        Assert.Multiple(() =>
        {
            Assert.That(orders.GetMethod("ListNotesAsync")?.ReturnType.GenericTypeArguments.Single().Name, Is.EqualTo("OrderNotePage"));
            Assert.That(orders.GetMethod("ListNotesAll")?.ReturnType.GenericTypeArguments.Single().Name, Is.EqualTo("OrderNote"));
            Assert.That(_client.GetType("Violet.Generated.OrderNote")!.GetProperty("WrittenBy")?.PropertyType, Is.EqualTo(typeof(string)));
        });
    }

    [Test]
    public async Task An_API_is_a_folder()
    {
        var requests = new List<string>();
        using var handler = new MockHttpMessageHandler();
        handler
            .When("*")
            .Respond(async request =>
            {
                string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
                requests.Add($"{request.Method} {request.RequestUri} {body}".TrimEnd());
                const string item = """{ "name": "Lamp", "color": "DARK_BLUE" }""";
                return new HttpResponseMessage { Content = new StringContent(item, null, "application/json") };
            });
        using var http = handler.ToHttpClient();
        object options = Activator.CreateInstance(_client.GetType("Violet.Generated.Shop.ShopOptions")!)!;
        dynamic shop = Activator.CreateInstance(_client.GetType("Violet.Generated.Shop.ShopClient")!, options, http, null)!;
        Type items = _client.GetType("Violet.Generated.Shop.IShopItemsClient")!;
        dynamic request = Activator.CreateInstance(_client.GetType("Violet.Generated.Shop.ShopItemRequest")!)!;
        request.Name = "Lamp";

        dynamic read = await (dynamic)Call("GetAsync", 7L);
        dynamic created = await (dynamic)Call("CreateAsync", (object)request);

        Assert.Multiple(() =>
        {
            Assert.That((string)read.Name, Is.EqualTo("Lamp"));
            Assert.That(((object)read.Color.Value).ToString(), Is.EqualTo("DarkBlue"));
            Assert.That((string)created.Name, Is.EqualTo("Lamp"));
            Assert.That(
                requests,
                Is.EqualTo(new[] { "GET https://shop.example/v1/items/7", """POST https://shop.example/v1/items {"name":"Lamp"}""" })
            );
        });

        object Call(string method, object argument) =>
            items.GetMethod(method)!.Invoke((object)shop.Items, [argument, CancellationToken.None])!;
    }

    [Test]
    public void What_the_contract_says_is_only_text()
    {
        Type type = _client.GetType("Violet.Generated.Shop.ShopItem")!;
        MethodInfo deserialize = _client
            .GetType("Violet.Generated.VioletJson")!
            .GetMethod("Deserialize", [typeof(string)])!
            .MakeGenericMethod(type);

        dynamic item = deserialize.Invoke(null, ["""{ "größe": "5\"", "color": "quo\"te \\ {{ x }}" }"""])!;
        dynamic alias = deserialize.Invoke(null, ["""{ "grö\"\\sse": "6", "color": "AL\"IAS" }"""])!;

        Assert.Multiple(() =>
        {
            Assert.That((string)item.Size, Is.EqualTo("5\""));
            Assert.That(((object)item.Color.Value).ToString(), Is.EqualTo("Quote"));
            Assert.That((string)alias.Size, Is.EqualTo("6"));
            Assert.That(((object)alias.Color.Value).ToString(), Is.EqualTo("Red"));
            Assert.That(
                _client.GetType("Violet.Generated.VioletJson")!.GetMethod("Serialize")!.Invoke(null, [(object)item]),
                Is.EqualTo("""{"color":"quo\"te \\ {{ x }}","größe":"5\""}""")
            );
        });
    }

    [Test]
    public async Task A_second_build_generates_and_compiles_nothing()
    {
        DateTime before = File.GetLastWriteTimeUtc(Library);

        Command second = (await Command.RunDotNet(_copy.Root, s_build)).Succeeded();

        Assert.That((_build.GeneratorRuns, second.GeneratorRuns), Is.EqualTo((1, 0)), _build.Output + second.Output);
        Assert.That(File.GetLastWriteTimeUtc(Library), Is.EqualTo(before));
    }
}
