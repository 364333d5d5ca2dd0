using Violet.Generated;
using Violet.Generated.Rutter;

namespace Violet.Dashboard.Tests;

public sealed class TextTests
{
    [Test]
    public void Every_reason_that_Rutter_documents_has_an_explanation_and_advice_of_its_own()
    {
        var explained = Enum.GetValues<DisabledReason>().Select(reason => DisabledReasons.Explain(reason)).ToList();

        Assert.That(explained, Has.Count.EqualTo(15));
        Assert.That(explained.Select(text => text.Meaning), Is.Unique.And.None.Contains("does not know that reason"));
        Assert.That(explained.Select(text => text.Advice), Has.None.Empty);
    }

    [Test]
    public void Every_state_has_words_and_a_place_of_its_own()
    {
        ConnectionState[] states = Enum.GetValues<ConnectionState>();

        Assert.That(states.Select(Text.Of), Is.Unique);
        Assert.That(states.Select(Text.Urgency), Is.Unique);
    }

    [TestCase("https://link.rutterapi.com/connection/1", ExpectedResult = "https://link.rutterapi.com/connection/1")]
    [TestCase("HTTP://example.com/a b", ExpectedResult = "http://example.com/a%20b")]
    [TestCase("javascript:alert(1)", ExpectedResult = null)]
    [TestCase(" JavaScript:alert(1)", ExpectedResult = null)]
    [TestCase("data:text/html,x", ExpectedResult = null)]
    [TestCase("//example.com", ExpectedResult = null)]
    [TestCase("shop.example.com", ExpectedResult = null)]
    [TestCase("", ExpectedResult = null)]
    [TestCase(null, ExpectedResult = null)]
    public string? Only_web_addresses_become_links(string? url) => Text.SafeUrl(url);

    [TestCase(123456L, "USD", ExpectedResult = "1,234.56 USD")]
    [TestCase(5L, "JPY", ExpectedResult = "5 JPY")]
    [TestCase(null, "USD", ExpectedResult = "")]
    public string An_amount_is_shown_in_its_currencys_unit(long? amount, string currency) => Text.Money(amount, currency);
}
