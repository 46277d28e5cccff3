using System.Buffers;
using System.Text;

namespace Wristband.AspNetCore.Session.Format;

/// <summary>
/// Numbers as seven bits to the byte, lowest first. A text is a number and what it announces: twice its length in UTF-8, or one more than
/// twice its place among the <see cref="CommonWords"/>.
/// </summary>
internal sealed class SessionBytesWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(2048);

    public void Number(int value)
    {
        var left = (uint)value;
        for (; left > 0x7F; left >>= 7) Byte((byte)(left | 0x80));
        Byte((byte)left);
    }

    public void Text(string? value)
    {
        if (CommonWords.PlaceOf(value) is >= 0 and var place)
        {
            Number((place * 2) + 1);
            return;
        }
        Number(Encoding.UTF8.GetByteCount(value!) * 2);
        Encoding.UTF8.GetBytes(value!, _bytes);
    }

    public void Pair(string key, string? value)
    {
        Text(key);
        Text(value);
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}

/// <summary>Reads what <see cref="SessionBytesWriter"/> wrote.</summary>
/// <exception cref="IndexOutOfRangeException">From any member: the bytes end too early, or name a word that there is not.</exception>
/// <exception cref="ArgumentException">From any member: a text is said to be longer than the bytes.</exception>
/// <exception cref="FormatException">From any member: a number is too large, or there is no text where one has to be.</exception>
internal ref struct SessionBytesReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public int Number()
    {
        var value = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            var next = _bytes[_at++];
            value |= (next & 0x7F) << shift;
            if (next <= 0x7F) return value;
        }
        throw new FormatException("No session holds a number this large.");
    }

    public string? Text()
    {
        var announced = Number();
        if (announced % 2 == 1) return CommonWords.At(announced / 2);
        var text = Encoding.UTF8.GetString(_bytes.Slice(_at, announced / 2));
        _at += announced / 2;
        return text;
    }

    public string Word() => Text() ?? throw new FormatException("A name or value is missing.");
}
