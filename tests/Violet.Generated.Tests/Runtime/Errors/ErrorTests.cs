namespace Violet.Generated.Tests.Transport;

public class ErrorTests
{
    [Test]
    public async Task The_main_error_shape_is_read()
    {
        VioletApiException error = await Fail<VioletNotFoundException>(
            404,
            """{"message":"Order could not be found.","error":"order_not_found","code":4216}"""
        );

        Assert.That((error.Code, error.Slug, error.ApiMessage), Is.EqualTo((4216, "order_not_found", "Order could not be found.")));
        Assert.That(
            error.Message,
            Is.EqualTo("Orders.Get failed with HTTP 404 order_not_found (4216); the API's own words are in ApiMessage.")
        );
    }

    [Test]
    public async Task The_transfer_shape_with_a_code_in_text_is_read()
    {
        VioletApiException error = await Fail<VioletConflictException>(
            409,
            """{"error":"transfer_already_processed","error_code":"4461","error_message":"All done."}"""
        );

        Assert.That((error.Code, error.Slug, error.ApiMessage), Is.EqualTo((4461, "transfer_already_processed", "All done.")));
    }

    [Test]
    public async Task Rutters_shape_is_read()
    {
        using var http = new Http(
            Http.Answer(
                400,
                """{"error_type":"CONNECTION_ERROR","error_code":"NEEDS_UPDATE","error_message":"Again, please."}""",
                and: response => response.Headers.Add("X-Rutter-Request-ID", "r-1")
            )
        );

        VioletBadRequestException? error = await Assert.CatchAsync<VioletBadRequestException>(() =>
            http.Rutter().Connections.GetStatusAsync("a")
        );

        Assert.That(
            (error!.ErrorType, error.Slug, error.ApiMessage, error.RequestId),
            Is.EqualTo(("CONNECTION_ERROR", "NEEDS_UPDATE", "Again, please.", "r-1"))
        );
    }

    [TestCase("<html>Bad gateway</html>", "text/html")]
    [TestCase("", "application/json")]
    [TestCase("{\"message\":\"cut", "application/json")]
    [TestCase("[1,2", "application/json")]
    [TestCase("null", "application/json")]
    [TestCase("{\"message\":{\"deep\":[1]},\"code\":{}}", "application/json")]
    public async Task An_error_body_that_is_no_error_shape_still_gives_the_status(string body, string type)
    {
        VioletApiException error = await Fail<VioletBadRequestException>(400, body, type);

        Assert.That((error.StatusCode, error.Body, error.IsBodyCut), Is.EqualTo((400, body, false)));
        if (body.Length > 0)
            Assert.That(error.ToString(), Does.Not.Contain(body));
    }

    [Test]
    public async Task A_long_error_body_is_cut_and_says_so()
    {
        VioletApiException error = await Fail<VioletBadRequestException>(400, new string('x', 100_000), "text/plain");

        Assert.That((error.Body.Length, error.IsBodyCut), Is.EqualTo((4096, true)));
        Assert.That(error.Message, Has.Length.LessThan(200));
    }

    [Test]
    public async Task A_redirect_is_not_followed_and_explained()
    {
        VioletApiException error = await Fail<VioletApiException>(302, "");

        Assert.That(error.Message, Does.Contain("Redirects are not followed"));
    }

    [Test]
    public void Errors_inside_an_order_are_one_call_away_from_an_exception()
    {
        Order order = VioletJson.Deserialize<Order>("""{"id":5,"errors":[{"type":"EXTERNAL_ADD_ITEM","message":"Jane Doe's cart"}]}""");

        VioletOrderException? error = Assert.Throws<VioletOrderException>(() => order.ThrowIfErrors());

        Assert.That(error!.Order, Is.SameAs(order));
        Assert.That(error.Message, Does.Contain("EXTERNAL_ADD_ITEM").And.Not.Contain("Jane"));
        Assert.That(new Order().ThrowIfErrors().Errors, Is.Empty);
    }

    [Test]
    public void A_kind_of_order_error_that_nobody_documented_is_not_quoted()
    {
        Order order = VioletJson.Deserialize<Order>("""{"id":5,"errors":[{"type":"Zebrowski cannot be charged"}]}""");

        Assert.That(Assert.Throws<VioletOrderException>(() => order.ThrowIfErrors())!.Message, Does.Not.Contain("Zebrowski"));
    }

    [TestCase("order_not_found", true)]
    [TestCase("NEEDS_UPDATE", true)]
    [TestCase("Zebrowski", false)]
    [TestCase("zebrowski", false)]
    [TestCase("Zoe_Zebrowski", false)]
    [TestCase("15550123987", false)]
    public async Task Only_what_is_named_like_an_error_is_in_the_message(string slug, bool isShown)
    {
        VioletApiException error = await Fail<VioletBadRequestException>(400, $$"""{"error":"{{slug}}"}""");

        Assert.That(error.Slug, Is.EqualTo(slug));
        Assert.That(error.Message.Contains(slug, StringComparison.Ordinal), Is.EqualTo(isShown));
    }

    private static async Task<T> Fail<T>(int status, string body, string type = "application/json")
        where T : VioletApiException
    {
        using var http = new Http(Http.Answer(status, body, type));
        using VioletClient violet = http.Violet();
        return (await Assert.CatchAsync<T>(() => violet.Orders.GetAsync(1)))!;
    }
}
