using System.Text;
using Violet.Generated.Rutter;

namespace Violet.Generated.Tests.Webhooks;

public class WebhookSignatureTests
{
    private static readonly byte[] s_body = "{\"id\":1,\"name\":\"Zoë\"}"u8.ToArray();

    // printf '%s' '{"id":1,"name":"Zoë"}' | openssl dgst -sha256 -hmac secret
    private const string Hex = "698ae1df9bf85c19390accfabc1fbd71ad13cafc401fb0c09f8e269414867b77";

    [Test]
    public void A_body_is_accepted_with_the_signature_that_openssl_makes_of_it_in_Base64_and_hex()
    {
        string base64 = Convert.ToBase64String(Convert.FromHexString(Hex));

        Assert.That(VioletWebhook.Verify(s_body, base64, "secret"), Is.True);
        Assert.That(VioletWebhook.Verify(s_body, base64.TrimEnd('='), "secret"), Is.True);
        Assert.That(VioletWebhook.Verify(s_body, Hex, "secret"), Is.True);
        Assert.That(VioletWebhook.Verify(s_body, Hex.ToUpperInvariant(), "secret"), Is.True);
        Assert.That(VioletWebhook.Sign(s_body, "secret"), Is.EqualTo(base64));
    }

    [Test]
    public void One_changed_byte_of_body_signature_or_secret_is_refused()
    {
        string signature = VioletWebhook.Sign(s_body, "secret");
        for (int i = 0; i < s_body.Length; i++)
        {
            byte[] changed = [.. s_body];
            changed[i] ^= 1;
            Assert.That(VioletWebhook.Verify(changed, signature, "secret"), Is.False);
        }

        byte[] hash = Convert.FromBase64String(signature);
        for (int i = 0; i < hash.Length; i++)
        {
            byte[] changed = [.. hash];
            changed[i] ^= 0x80;
            Assert.That(VioletWebhook.Verify(s_body, Convert.ToBase64String(changed), "secret"), Is.False);
        }

        Assert.That(VioletWebhook.Verify(s_body, signature, "secret2"), Is.False);
        Assert.That(VioletWebhook.Verify([], signature, "secret"), Is.False);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    [TestCase("AAAA")]
    [TestCase("????????????????????????????????????????????")]
    [TestCase("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void What_is_no_signature_is_refused(string? signature) =>
        Assert.That((VioletWebhook.Verify(s_body, signature, "secret"), VioletWebhook.IsSignature(signature)), Is.EqualTo((false, false)));

    [Test]
    public void What_has_the_form_of_a_signature_is_told_without_a_body()
    {
        Assert.That(VioletWebhook.IsSignature(Hex), Is.True);
        Assert.That(VioletWebhook.IsSignature(VioletWebhook.Sign([], "any")), Is.True);
        Assert.That(RutterWebhook.IsSignature(RutterWebhook.Sign([], "any")), Is.True);
        Assert.That(RutterWebhook.IsSignature(VioletWebhook.Sign([], "any")), Is.False, "without the scheme");
        Assert.That(RutterWebhook.IsSignature("sha256="), Is.False);
    }

    [Test]
    public void Any_of_several_secrets_counts_and_empty_ones_do_not()
    {
        string signature = VioletWebhook.Sign(s_body, "old");

        Assert.That(VioletWebhook.Verify(s_body, signature, "new", "old"), Is.True);
        Assert.That(VioletWebhook.Verify(s_body, signature, "new", null, ""), Is.False);
    }

    [Test]
    public void Without_a_secret_nothing_can_be_checked()
    {
        Assert.Throws<ArgumentException>(() => VioletWebhook.Verify(s_body, "x"));
        Assert.Throws<ArgumentException>(() => VioletWebhook.Verify(s_body, "x", "", null));
    }

    [Test]
    public void The_signature_is_found_among_the_headers_in_any_case()
    {
        var headers = new VioletWebhookHeaders([new("x-violet-hmac", VioletWebhook.Sign(s_body, "secret"))]);

        Assert.That(VioletWebhook.Verify(s_body, headers, "secret"), Is.True);
        Assert.That(VioletWebhook.Verify(s_body, new VioletWebhookHeaders([]), "secret"), Is.False);
    }

    [Test]
    public void Rutters_signature_names_its_method()
    {
        string signature = RutterWebhook.Sign(s_body, "secret");

        Assert.That(signature, Is.EqualTo("sha256=" + Convert.ToBase64String(Convert.FromHexString(Hex))));
        Assert.That(RutterWebhook.Verify(s_body, signature, "secret"), Is.True);
        Assert.That(RutterWebhook.Verify(s_body, "sha256=" + Hex, "other", "secret"), Is.True);
        Assert.That(RutterWebhook.Verify(s_body, signature["sha256=".Length..], "secret"), Is.False);
        Assert.That(RutterWebhook.Verify(s_body, null, "secret"), Is.False);
        Assert.That(RutterWebhook.Verify(Encoding.UTF8.GetBytes("{}"), signature, "secret"), Is.False);
    }
}
