using System.Net;
using System.Text;
using Violet.Generated.Runtime.Http;
using Violet.Generated.Rutter;

namespace Violet.Generated.Tests.Json;

/// <summary>What is learnt from an error's answer: whatever the body, never an exception of its own.</summary>
public class ErrorBodyTests
{
    private static readonly RutterProfile s_profile = new(new RutterOptions());

    [TestCase("""{"message":"No such order.","error":"order_not_found","code":4216}""", 4216, "order_not_found", "No such order.")]
    [TestCase("""{"status":401,"message":"Token has expired","error_code":11,"timestamp":1558040517021}""", 11, null, "Token has expired")]
    [TestCase(
        """{"error":"transfer_already_processed","error_code":"4461","error_message":"Twice."}""",
        4461,
        "transfer_already_processed",
        "Twice."
    )]
    [TestCase("""{"timestamp":"2024","status":404,"error":"Not Found","path":"/x"}""", null, "Not Found", null)]
    [TestCase("""{"data":{"message":"inner","code":1},"ids":[{"code":2}],"message":"outer","code":3}""", 3, null, "outer")]
    [TestCase("\uFEFF" + """{"message":"With a mark.","code":1}""", 1, null, "With a mark.")]
    [TestCase("""{"m\u0065ssage":"Escaped.","code":1}""", 1, null, "Escaped.")]
    [TestCase("""{"message":"Cut","code":7,"data":{"x":[1,2""", 7, null, "Cut")]
    [TestCase("""{"message":null,"error":null,"code":null}""", null, null, null)]
    [TestCase("""{"message":{"a":1},"error":[1],"code":{}}""", null, null, null)]
    [TestCase("""{"code":99999999999999999999}""", null, "99999999999999999999", null)]
    [TestCase("""[{"message":"in a list"}]""", null, null, null)]
    [TestCase("\"text\"", null, null, null)]
    [TestCase("<html><body>Bad gateway</body></html>", null, null, null)]
    [TestCase("", null, null, null)]
    [TestCase("   ", null, null, null)]
    [TestCase("{", null, null, null)]
    [TestCase("{}{", null, null, null)]
    public void The_fields_of_every_known_shape_are_found(string body, int? code, string? slug, string? message)
    {
        ApiErrorBody error = Read(Encoding.UTF8.GetBytes(body));

        Assert.That((error.Code, error.Slug, error.Message), Is.EqualTo((code, slug, message)));
    }

    [Test]
    public void A_body_is_bounded_and_says_when_it_was_cut()
    {
        ApiErrorBody error = Read(Encoding.UTF8.GetBytes("{\"message\":\"" + new string('ü', 100_000) + "\"}"));

        Assert.That(error.Body, Has.Length.EqualTo(4096));
        Assert.That(error.IsBodyCut);
        Assert.That(error.Message, Has.Length.LessThan(400));
    }

    [Test]
    public void No_prefix_of_a_body_and_no_single_wrong_byte_throws()
    {
        byte[] body = Encoding.UTF8.GetBytes(
            """{"message":"\u0041\ud83d\ude00 ü","error":"e","code":"4","data":{"skus":[{"id":1.5e3}]},"request_id":"r"}"""
        );
        for (int length = 0; length <= body.Length; length++)
            Read(body.AsSpan(0, length).ToArray());
        for (int i = 0; i < body.Length; i++)
        {
            foreach (byte wrong in new byte[] { 0, (byte)'"', (byte)'\\', (byte)'{', (byte)'[', (byte)'}', (byte)',', 0x80, 0xFF })
            {
                byte[] changed = (byte[])body.Clone();
                changed[i] = wrong;
                Read(changed);
            }
        }

        Assert.Pass();
    }

    [Test]
    public void Deep_and_endless_bodies_do_not_throw()
    {
        Read(Encoding.UTF8.GetBytes(new string('[', 1_000_000)));
        Read(Encoding.UTF8.GetBytes("{\"message\":\"m\",\"x\":" + new string('[', 1_000_000)));
        Read(Encoding.UTF8.GetBytes("{\"code\":" + new string('9', 1_000_000) + "}"));
        Assert.Pass();
    }

    [TestCase("5", 5d)]
    [TestCase("0", 0d)]
    [TestCase("-5", null)]
    [TestCase("soon", null)]
    [TestCase("99999999999999999999", null)]
    [TestCase("Fri, 28 Jun 2024 20:32:06 GMT", 10d)]
    [TestCase("Fri, 28 Jun 2024 20:00:00 GMT", 0d)]
    [TestCase("Fri, 31 Dec 9999 23:59:59 GMT", 251711623679d)]
    public void Retry_After_is_read_or_passed_over(string header, double? seconds)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.TryAddWithoutValidation("Retry-After", header);

        double? read = ErrorReader
            .Read(response.Headers, s_profile, default, new DateTimeOffset(2024, 6, 28, 20, 31, 56, TimeSpan.Zero))
            .RetryAfter?.TotalSeconds;

        Assert.That(read, seconds is > 1e9 ? Is.GreaterThan(1e9) : Is.EqualTo(seconds));
    }

    private static ApiErrorBody Read(byte[] body)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.BadRequest);
        return ErrorReader.Read(response.Headers, s_profile, body, DateTimeOffset.UnixEpoch);
    }
}
