using System.Collections.Frozen;

namespace Wristband.Platform.Credentials;

/// <summary>
/// Passwords that are guessed first: everyday words with the endings that people give them, walks over the keyboard, runs,
/// repetitions, dates and other plain numbers. Recognised by pattern rather than looked up, so it covers far more than a list
/// would, needs no file and belongs to nobody.
/// </summary>
internal sealed class CommonPasswords
{
    private const int MostDecoration = 8;
    private const int ShortestNumber = 12;
    private const int ShortestStep = 3;
    private const int MostSteps = 3;

    private static readonly string[] Rows =
    [
        "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "qsdfghjklm", "yxcvbnm",
        "abcdefghijklmnopqrstuvwxyz",
        "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm", "a1b2c3d4e5f6g7h8", "q1w2e3r4t5y6u7i8o9p0",
        "147258369", "789456123", "741852963", "!@#$%^&*()",
    ];

    private readonly string[] _walks = [.. Rows.Select(row => row + row), .. Rows.Select(row => string.Concat((row + row).Reverse()))];
    private readonly FrozenSet<string> _words = GuessedWords.All.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Upper and lower case are alike: guessing programs try both.</summary>
    public bool Contains(string password)
    {
        var text = password.ToLowerInvariant();
        return IsNumber(text) || IsRepetition(text) || IsWalk(WithoutEnding(text)) || IsWalk(text) || IsDecoratedWord(text);
    }

    private static bool IsNumber(string text) => text.Length < ShortestNumber && text.All(c => !char.IsLetter(c));

    // "abcabcabc", "aaaaaaaa", "passpass": a unit of up to half the length, over and over.
    private static bool IsRepetition(string text)
    {
        for (var unit = 1; unit <= text.Length / 2; unit++)
        {
            if (unit > 4 && unit * 2 != text.Length) continue;
            var repeats = true;
            for (var i = unit; i < text.Length && repeats; i++) repeats = text[i] == text[i - unit];
            if (repeats) return true;
        }
        return text.Distinct().Count() <= 2;
    }

    private bool IsWalk(string text)
    {
        var position = 0;
        for (var step = 0; step < MostSteps && position < text.Length; step++)
        {
            var longest = _walks.Max(walk => LengthOfStep(walk, text.AsSpan(position)));
            if (longest < ShortestStep) return false;
            position += longest;
        }
        return text.Length >= ShortestStep && position == text.Length;
    }

    private static int LengthOfStep(string walk, ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && walk.AsSpan().Contains(text[..(length + 1)], StringComparison.Ordinal)) length++;
        return length;
    }

    private bool IsDecoratedWord(string text)
    {
        foreach (var spelled in (string[])[text, WithoutEnding(text)])
        {
            var core = spelled.AsSpan().TrimStart("0123456789!@#$%&*?.-_+= ").ToString();
            if (text.Length - core.Length > MostDecoration) continue;
            if (IsWord(Respell(spelled, 'i')) || IsWord(Respell(core, 'i')) || IsWord(Respell(core, 'l'))) return true;
        }
        return false;
    }

    private bool IsWord(string text)
    {
        if (_words.Contains(text)) return true;
        var half = text.Length / 2;
        return text.Length % 2 == 0 && text[..half] == text[half..] && _words.Contains(text[..half]);
    }

    private static string WithoutEnding(string text) => text.AsSpan().TrimEnd("0123456789!@#$%&*?.-_+= ").ToString();

    // The substitutions that everybody knows, guessing programs included.
    private static string Respell(string text, char one) => string.Create(text.Length, (text, one), static (spelled, from) =>
    {
        for (var i = 0; i < spelled.Length; i++)
        {
            spelled[i] = from.text[i] switch
            {
                '0' => 'o',
                '1' or '!' or '|' => from.one,
                '3' => 'e',
                '4' or '@' => 'a',
                '5' or '$' => 's',
                '7' or '+' => 't',
                var other => other,
            };
        }
    });
}
