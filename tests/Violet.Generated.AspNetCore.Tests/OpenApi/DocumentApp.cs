using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Violet.Generated.Rutter;

namespace Violet.Generated.AspNetCore.Tests.OpenApi;

/// <summary>A user's app with OpenAPI documents of both kinds.</summary>
internal static class DocumentApp
{
    /// <summary>Made by Microsoft.AspNetCore.OpenApi.</summary>
    public const string Microsoft = "openapi/v1.json";

    /// <summary>Made by Swashbuckle.</summary>
    public const string Swashbuckle = "swagger/v1/swagger.json";

    /// <summary>Starts the app, reads one document and stops it.</summary>
    public static async Task<string> ReadAsync(
        string document,
        bool withModels = true,
        string prefix = "",
        Action<WebApplication>? map = null,
        TestLog? log = null
    )
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log ?? new TestLog());
        builder.Services.AddViolet(options => (options.AppId, options.AppSecret, options.RefreshToken) = (1, "s", "r"));
        builder.Services.AddOpenApi(options =>
        {
            if (withModels)
                options.AddVioletSchemas(prefix);
        });
        builder.Services.AddEndpointsApiExplorer();
        builder.Services.AddSwaggerGen(options =>
        {
            if (withModels)
                options.AddVioletSchemas(prefix);
        });
        await using WebApplication app = builder.Build();
        app.MapOpenApi();
        app.UseSwagger();
        Map(app);
        map?.Invoke(app);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        return await client.GetStringAsync(new Uri(document, UriKind.Relative));
    }

    public static async Task<JsonNode> ParseAsync(string document, bool withModels = true, string prefix = "") =>
        JsonNode.Parse(await ReadAsync(document, withModels, prefix))!;

    private static void Map(WebApplication app)
    {
        app.MapGet("/orders/{id}", (long id, IVioletClient violet) => violet.Orders.GetAsync(id));
        app.MapGet("/orders", (OpenEnum<OrderStatus> status) => new List<Order>());
        app.MapGet("/late", (IVioletClient violet) => violet.Orders.ListAll());
        app.MapGet("/pages", () => new OrderPage());
        app.MapPost("/carts", (CreateCartRequest request) => new Own(null!, null, default, [], [], []));
        app.MapPost("/own", (OwnRequest request) => Results.Ok());
        app.MapGet("/connection", () => new ConnectionStatusResponse());
    }

    internal sealed record OwnRequest(OpenEnum<OrderStatus> Status, List<CartSkuRequest> Skus);

    internal sealed record Own(
        Order First,
        Bag? Second,
        OpenEnum<OrderStatus> Status,
        List<OpenEnum<BagStatus>> Many,
        Dictionary<string, Merchant> ByName,
        Merchant[][] Nested,
        Order? Again = null
    );
}
