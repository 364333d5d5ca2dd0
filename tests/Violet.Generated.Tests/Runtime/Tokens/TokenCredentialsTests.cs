using Violet.Generated.Runtime.Tokens;
using static Violet.Generated.Tests.Tokens.TokenTestExtensions;

namespace Violet.Generated.Tests.Tokens;

public class TokenCredentialsTests
{
    private static readonly TokenCredentials s_all = Credentials("secret-token", "secret-refresh", "secret-user", "secret-password");

    private static IEnumerable<TokenCredentials> Others =>
        [
            s_all with
            {
                BaseAddress = new Uri("https://other.test/v1/"),
            },
            s_all with
            {
                ClientId = "11",
            },
            s_all with
            {
                ClientSecret = "other",
            },
            s_all with
            {
                RefreshToken = "other",
            },
            s_all with
            {
                Username = "other",
            },
            s_all with
            {
                Password = "other",
            },
        ];

    [Test]
    public void A_difference_in_any_of_them_is_another_account_with_another_key()
    {
        Assert.That(Others, Has.None.EqualTo(s_all));
        Assert.That(
            Others.Append(s_all).Select(credentials => credentials.StoreKey),
            Is.Unique.And.All.Match("^violet-token-[0-9a-f]{64}$")
        );
    }

    [Test]
    public void Another_first_token_is_a_change_of_settings_but_the_same_account()
    {
        TokenCredentials other = s_all with { Token = "other" };

        Assert.That(other, Is.Not.EqualTo(s_all));
        Assert.That(other.StoreKey, Is.EqualTo(s_all.StoreKey));
    }

    [Test]
    public void The_key_of_an_account_stays_what_it_was_or_a_fleet_that_is_updated_logs_in_anew() =>
        Assert.That(s_all.StoreKey, Is.EqualTo("violet-token-a9e04b3588fbb6cd713187aa03deb313228ddb2e894f43acbd25cbb84bfee799"));

    [Test]
    public void They_print_nothing()
    {
        Assert.That($"{s_all}", Is.EqualTo("TokenCredentials"));
        Assert.That(string.Concat($"{(1, s_all)}", s_all.StoreKey), Does.Not.Contain("secret").And.Not.Contain("violet.test"));
    }
}
