using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StockNewtonsoft
{
    public partial class OrdersClient
    {
        /// <summary>The settings that the stock client reads with.</summary>
        public static Newtonsoft.Json.JsonSerializerSettings Settings => _settings.Value;
    }
}

namespace StockSystemText
{
    public partial class OrdersClient
    {
        /// <summary>The settings that the stock client reads with.</summary>
        public static JsonSerializerOptions Settings => _settings.Value;

        static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings) =>
            settings.Converters.Add(new Violet.Generated.Benchmarks.VioletDateConverter());
    }
}

namespace Violet.Generated.Benchmarks
{
    /// <summary>System.Text.Json does not read <c>+0000</c>: what a careful engineer would add, without a string in between.</summary>
    public sealed class VioletDateConverter : JsonConverter<DateTimeOffset>
    {
        private const string Form = "yyyy-MM-dd'T'HH:mm:sszzz";

        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TryGetDateTimeOffset(out DateTimeOffset standard))
                return standard;
            Span<char> text = stackalloc char[32];
            int length = reader.ValueSpan.Length <= text.Length ? Encoding.UTF8.GetChars(reader.ValueSpan, text) : 0;
            return DateTimeOffset.TryParseExact(
                text.Slice(0, length),
                Form,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out DateTimeOffset value
            )
                ? value
                : throw new JsonException("Not a date-time.");
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture));
    }
}
