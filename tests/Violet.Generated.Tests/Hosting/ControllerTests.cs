using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;
using Violet.Generated.Rutter;
using Violet.Generated.Tests.Json;
using Violet.Generated.Tests.Rules;

namespace Violet.Generated.Tests.Hosting;

/// <summary>Controllers of a user. [ApiController] answers 400 by itself when validation finds fault, so 200 says that it found
/// none.</summary>
[ApiController]
[Route("echo")]
public class EchoController : ControllerBase
{
    [HttpPost(nameof(Order))]
    public ActionResult<Order> Echo(Order model) => model;

    [HttpPost(nameof(OrderPage))]
    public ActionResult<OrderPage> Echo(OrderPage model) => model;

    [HttpPost(nameof(ConnectionHealth))]
    public IActionResult Echo(ConnectionHealth model) => Ok(model);

    [HttpPost(nameof(OrderSearchRequest))]
    public OrderSearchRequest Echo(OrderSearchRequest model) => model;

    [HttpPost(nameof(ConnectionStatusResponse))]
    public Task<ConnectionStatusResponse> Echo(ConnectionStatusResponse model) => Task.FromResult(model);
}

public class ControllerTests
{
    [Test]
    public async Task A_model_that_is_posted_is_validated_and_comes_back_the_same([Values] SampleKind kind, [Values] bool newtonsoft)
    {
        await using LocalHost host = await StartAsync(newtonsoft);
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
            (int status, string body) = await host.PostAsync("/echo/" + model.Name, json);
            Assert.That(status, Is.EqualTo(200), body);
            Assert.That(Canonical.Text(body), Is.EqualTo(json), model.Name);
        }
    }

    [Test]
    public async Task What_is_no_such_model_is_a_bad_request(
        [Values] bool newtonsoft,
        [Values("{\"id\":\"SECRET\"}", "[]", "{\"id\":")] string json
    )
    {
        await using LocalHost host = await StartAsync(newtonsoft);

        (int status, string body) = await host.PostAsync("/echo/Order", json);

        Assert.That(status, Is.EqualTo(400), body);
        Assert.That(body, Does.Not.Contain("SECRET"));
    }

    [Test]
    public void Validation_visits_every_getter_of_every_model_without_an_exception([Values] bool newtonsoft)
    {
        using ServiceProvider services = Mvc(new ServiceCollection().AddLogging(), newtonsoft).Services.BuildServiceProvider();
        IObjectModelValidator validator = services.GetRequiredService<IObjectModelValidator>();
        foreach (Type model in GeneratedTypes.Models)
        {
            foreach (SampleKind kind in Enum.GetValues<SampleKind>())
            {
                var context = new ActionContext(
                    new Microsoft.AspNetCore.Http.DefaultHttpContext { RequestServices = services },
                    new(),
                    new()
                );
                validator.Validate(
                    context,
                    validationState: null,
                    prefix: "",
                    ModelCodec.Of(model).FromWire(Sample.Of(model, kind).ToString())
                );
                Assert.That(
                    context.ModelState.IsValid,
                    $"{model.Name}: "
                        + $"{string.Join(", ", context.ModelState.Where(entry => entry.Value!.Errors.Count > 0).Select(entry => entry.Key))}"
                );
            }
        }
    }

    private static IMvcBuilder Mvc(IServiceCollection services, bool newtonsoft)
    {
        IMvcBuilder mvc = services.AddControllers().AddApplicationPart(typeof(EchoController).Assembly);
        return newtonsoft ? mvc.AddNewtonsoftJson() : mvc;
    }

    private static Task<LocalHost> StartAsync(bool newtonsoft) =>
        LocalHost.StartAsync(builder => Mvc(builder.Services, newtonsoft), app => app.MapControllers());
}
