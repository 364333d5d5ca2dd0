using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Violet.Generated.Tests.Hosting;

/// <summary>A controller of a user that takes open enums in its query.</summary>
[ApiController]
[Route("bound")]
public class BoundController : ControllerBase
{
    [HttpGet]
    public ContentResult Get([FromQuery] OpenEnum<OrderStatus> status, [FromQuery] OpenEnum<OrderStatus>? other) =>
        Content(OpenEnumBindingTests.Describe(status, other));
}

/// <summary>Open enums where a user's application binds texts: queries of Minimal APIs and MVC, settings.</summary>
public class OpenEnumBindingTests
{
    public sealed class Settings
    {
        public OpenEnum<OrderStatus> Status { get; set; }

        public List<OpenEnum<OrderStatus>> All { get; set; } = [];
    }

    [TestCase("?status=completed", "Completed completed True ")]
    [TestCase("?status=NEW_ONE&other=canceled", " NEW_ONE False canceled")]
    public async Task A_query_of_a_Minimal_API_and_of_MVC_is_bound(string query, string expected)
    {
        await using LocalHost host = await LocalHost.StartAsync(
            builder => builder.Services.AddControllers().AddApplicationPart(typeof(BoundController).Assembly),
            app =>
            {
                app.MapGet("/minimal", (OpenEnum<OrderStatus> status, OpenEnum<OrderStatus>? other) => Describe(status, other));
                app.MapControllers();
            }
        );

        Assert.That((await host.GetAsync("/minimal" + query), await host.GetAsync("/bound" + query)), Is.EqualTo((expected, expected)));
    }

    [Test]
    public void Settings_are_bound_by_the_binder_of_the_framework()
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Status"] = "in-progress",
                    ["All:0"] = "COMPLETED",
                    ["All:1"] = "NEW_ONE",
                }
            )
            .Build();

        Settings settings = configuration.Get<Settings>()!;

        Assert.That(settings.Status.Value, Is.EqualTo(OrderStatus.InProgress));
        Assert.That(
            settings.All.Select(status => (status.Raw, status.IsKnown)),
            Is.EqualTo(new[] { ("COMPLETED", true), ("NEW_ONE", false) })
        );
    }

    public static string Describe(OpenEnum<OrderStatus> status, OpenEnum<OrderStatus>? other) =>
        $"{status.Value} {status.Raw} {status.IsKnown} {other?.Raw}";
}
