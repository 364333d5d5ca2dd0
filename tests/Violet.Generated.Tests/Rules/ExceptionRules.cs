namespace Violet.Generated.Tests.Rules;

/// <summary>What holds for every exception of the library.</summary>
public class ExceptionRules
{
    private static IEnumerable<Type> Exceptions =>
        typeof(VioletException).Assembly.GetExportedTypes().Where(type => typeof(VioletException).IsAssignableFrom(type));

    [Test]
    public void A_mock_can_make_every_exception() =>
        Assert.That(Exceptions.Where(type => !type.IsAbstract && type.GetConstructors().Length == 0).Select(type => type.Name), Is.Empty);

    [Test]
    public void An_exception_that_is_made_says_what_one_from_the_API_says()
    {
        var limit = new VioletRateLimitException(
            "Orders.Get",
            slug: "too_many",
            code: 7,
            apiMessage: "Ada",
            retryAfter: TimeSpan.FromSeconds(2)
        );
        var absent = new VioletNotFoundException("Orders.Get", slug: "order_not_found", code: 4216);

        Assert.That(
            (limit.StatusCode, limit.Code, limit.Slug, limit.RetryAfter),
            Is.EqualTo((429, (int?)7, "too_many", (TimeSpan?)TimeSpan.FromSeconds(2)))
        );
        Assert.That((limit.ApiMessage, limit.Message.Contains("Ada", StringComparison.Ordinal)), Is.EqualTo(("Ada", false)));
        Assert.That(absent.Message, Is.EqualTo("Orders.Get failed with HTTP 404 order_not_found (4216)."));
        Assert.That(absent.Body, Is.Empty);
    }
}
