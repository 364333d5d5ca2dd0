using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;
using Violet.Generated.Rutter;
using Violet.Generated.Tests.Json;

namespace Violet.Generated.Tests.Hosting;

/// <summary>A user's Minimal API takes and returns models: System.Text.Json, by reflection and source-generated.</summary>
public class MinimalApiTests
{
    public sealed record Summary(Order Order, OpenEnum<OrderStatus> Status, Order? None, List<Order> Orders);

    [Test]
    public async Task A_model_that_is_posted_comes_back_the_same([Values] SampleKind kind, [Values] bool sourceGenerated)
    {
        await using LocalHost host = await StartAsync(sourceGenerated);
        foreach (
            Type model in new[]
            {
                typeof(Order),
                typeof(OrderPage),
                typeof(ConnectionHealth),
                typeof(OrderSearchRequest),
                typeof(ConnectionStatusResponse),
            }
        )
        {
            string json = Sample.Of(model, kind).ToString(Formatting.None);
            (int status, string body) = await host.PostAsync("/" + model.Name, json);
            Assert.That((status, Canonical.Text(body)), Is.EqualTo((200, json)), model.Name);
            Assert.That(
                Canonical.Text(VioletJson.Serialize(ModelCodec.Of(model).FromWire(body))),
                Is.EqualTo(json),
                "what the API answered is read by the client's own reader"
            );
        }
    }

    [Test]
    public async Task Models_inside_a_type_of_the_user_are_the_same([Values] bool sourceGenerated)
    {
        await using LocalHost host = await StartAsync(sourceGenerated);
        string order = Sample.Of(typeof(Order), SampleKind.Odd).ToString(Formatting.None);

        string body = await host.GetAsync("/summary");

        Assert.That(Canonical.Text(body), Is.EqualTo($$"""{"order":{{order}},"status":"CANCELED","none":null,"orders":[{"id":1}]}"""));
    }

    [TestCase("{\"id\":\"SECRET\"}")]
    [TestCase("[]")]
    [TestCase("{\"id\":")]
    [TestCase("{\"x\":\"\\ud800")]
    public async Task What_is_no_such_model_is_a_bad_request(string json)
    {
        await using LocalHost host = await StartAsync(sourceGenerated: false);

        (int status, string body) = await host.PostAsync("/Order", json);

        Assert.That(status, Is.EqualTo(400));
        Assert.That(body, Does.Not.Contain("SECRET"));
    }

    private static Task<LocalHost> StartAsync(bool sourceGenerated) =>
        LocalHost.StartAsync(
            builder =>
                builder.Services.ConfigureHttpJsonOptions(options =>
                {
                    if (sourceGenerated)
                        options.SerializerOptions.TypeInfoResolver = OfTheUser.Default;
                }),
            app =>
            {
                Echo<Order>(app);
                Echo<OrderPage>(app);
                Echo<ConnectionHealth>(app);
                Echo<OrderSearchRequest>(app);
                Echo<ConnectionStatusResponse>(app);
                app.MapGet(
                    "/summary",
                    () =>
                        new Summary(
                            VioletJson.Deserialize<Order>(Sample.Of(typeof(Order), SampleKind.Odd).ToString()),
                            OrderStatus.Canceled,
                            null,
                            [new Order { Id = 1 }]
                        )
                );
            }
        );

    private static void Echo<T>(IEndpointRouteBuilder app)
        where T : VioletModel => app.MapPost("/" + typeof(T).Name, (T model) => model);
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrderPage))]
[JsonSerializable(typeof(ConnectionHealth))]
[JsonSerializable(typeof(OrderSearchRequest))]
[JsonSerializable(typeof(ConnectionStatusResponse))]
[JsonSerializable(typeof(MinimalApiTests.Summary))]
internal sealed partial class OfTheUser : JsonSerializerContext;
