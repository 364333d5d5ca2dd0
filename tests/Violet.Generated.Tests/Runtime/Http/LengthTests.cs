using Violet.Generated.Testing;
using Violet.Generated.Tests.TestServer;

namespace Violet.Generated.Tests.Transport;

/// <summary>Texts of requests that are longer than the API documents.</summary>
public class LengthTests
{
    private const string Cart = """{"id":1,"errors":[]}""";

    private static CreateCartRequest WithFirstName(string name) =>
        new()
        {
            Customer = new CartCustomerRequest
            {
                FirstName = name,
                LastName = "Hopper",
                Email = "grace@example.org",
            },
        };

    [Test]
    public async Task A_text_that_is_too_long_is_named_and_nothing_is_sent()
    {
        using var http = new Http(Http.Answer(200, Cart));
        using VioletClient violet = http.Violet();

        ArgumentException nested = await Assert.ThrowsAsync<ArgumentException>(() =>
            violet.Carts.CreateAsync(WithFirstName(new string('x', 33)))
        );
        ArgumentException listed = await Assert.ThrowsAsync<ArgumentException>(() =>
            violet.Carts.CreateAsync(
                new CreateCartRequest { Discounts = [new CartDiscountRequest { Code = new string('x', 256), MerchantId = 1 }] }
            )
        );

        Assert.That(
            (nested.Message, listed.Message),
            Is.EqualTo(
                (
                    "CreateCartRequest: 'customer.first_name' is longer than the 32 characters that the API documents. "
                        + "The option CheckLengths turns this check off.",
                    "CreateCartRequest: 'discounts[0].code' is longer than the 255 characters that the API documents. "
                        + "The option CheckLengths turns this check off."
                )
            )
        );
        Assert.That(http.Sent, Is.Empty);
    }

    [TestCase("x", 32)]
    [TestCase("ä", 32)]
    [TestCase("🛒", 32)]
    public async Task As_many_characters_as_documented_are_sent_whatever_their_bytes(string character, int count)
    {
        using var http = new Http(Http.Answer(200, Cart));
        using VioletClient violet = http.Violet();

        await violet.Carts.CreateAsync(WithFirstName(string.Concat(Enumerable.Repeat(character, count))));

        Assert.That(http.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_check_can_be_switched_off_for_a_client_and_for_a_call()
    {
        using var http = new Http(Http.Answer(200, Cart), Http.Answer(200, Cart));
        using VioletClient unchecked_ = http.Violet(o => o.CheckLengths = false);
        using VioletClient violet = http.Violet();
        CreateCartRequest request = WithFirstName(new string('x', 33));

        await unchecked_.Carts.CreateAsync(request);
        await violet.WithOptions(o => o.CheckLengths = false).Carts.CreateAsync(request);

        Assert.That(http.Sent, Has.Count.EqualTo(2));
        await Assert.ThrowsAsync<ArgumentException>(() => violet.Carts.CreateAsync(request));
    }

    [Test]
    public async Task The_length_of_an_answer_is_never_checked()
    {
        using var http = new Http(Http.Answer(200, $$"""{"id":1,"errors":[{"id":2,"message":"{{new string('x', 300)}}"}]}"""));
        using VioletClient violet = http.Violet();

        Order order = await violet.Orders.GetAsync(1);

        Assert.That(order.Errors[0].Message, Has.Length.EqualTo(300));
    }

    [Test]
    public async Task The_test_server_refuses_what_is_too_long()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        using VioletClient violet = server.Violet(o => o.CheckLengths = false);

        VioletApiException refused = await Assert.CatchAsync<VioletApiException>(() =>
            violet.Carts.CreateAsync(WithFirstName(new string('x', 33)))
        );

        Assert.That((refused.StatusCode, refused.Slug, refused.Code), Is.EqualTo((400, "invalid_parameter", 9001)));
    }
}
