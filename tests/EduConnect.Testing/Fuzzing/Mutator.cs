using System.Text;
using System.Text.RegularExpressions;

namespace EduConnect.Testing.Fuzzing;

/// <summary>Damages text the way attackers and broken software do. The same seed damages the same text in the same way, so that a failure can be played again.</summary>
public sealed class Mutator(int seed, IReadOnlyList<string> words)
{
    private const int MostChanges = 4;
    private static readonly string[] Signs = ["\0", "\r\n", "\uFEFF", "\uD800", "\u202E", "é", "%", "%00", "%FF", "\\ud800", "&", "=", "+", "<", ">", "\"", "'", "\\", "{", "[", "]]>", "-1", "9999999999999999999", " "];
    private readonly Random _dice = new(seed);

    /// <summary>A number from 0 to below <paramref name="limit"/>.</summary>
    public int Next(int limit) => _dice.Next(limit);

    /// <summary>One of them.</summary>
    public T One<T>(IReadOnlyList<T> items) => items[_dice.Next(items.Count)];

    /// <summary>The text with one to four changes.</summary>
    public string Damage(string text)
    {
        var damaged = new StringBuilder(text);
        for (var changes = 1 + _dice.Next(MostChanges); changes > 0; changes--)
        {
            Change(damaged);
        }

        return damaged.ToString();
    }

    /// <summary>The text with one of the places that match <paramref name="places"/> damaged and escaped again: what surrounds it stays readable.</summary>
    public string DamageInside(string text, Regex places, Func<string, string> read, Func<string, string> escape)
    {
        var place = One(places.Matches(text));
        return string.Concat(text.AsSpan(0, place.Index), escape(Damage(read(place.Value))), text.AsSpan(place.Index + place.Length));
    }

    /// <summary>The bytes of Base64 text with some of them changed, written as Base64 again.</summary>
    public string DamageBase64(string text)
    {
        var bytes = Convert.FromBase64String(text);
        for (var changes = 1 + _dice.Next(MostChanges); changes > 0; changes--)
        {
            bytes[_dice.Next(bytes.Length)] = (byte)_dice.Next(256);
        }

        return Convert.ToBase64String(bytes, 0, _dice.Next(4) == 0 ? _dice.Next(bytes.Length) : bytes.Length);
    }

    private void Change(StringBuilder text)
    {
        var at = _dice.Next(text.Length + 1);
        var length = Math.Min(text.Length - at, 1 + _dice.Next(24));
        switch (_dice.Next(8))
        {
            case 0: text.Insert(at, One(Signs)); break;
            case 1: text.Insert(at, One(words)); break;
            case 2: text.Remove(at, length); break;
            case 3: text.Insert(at, text.ToString(at, length)); break;
            case 4: text.Remove(at, length).Insert(at, One(words)); break;
            case 5: text.Length = at; break;
            case 6: text.Insert(at, string.Concat(Enumerable.Repeat(One(words), 1 << _dice.Next(7)))); break;
            default: Flip(text, at); break;
        }
    }

    private void Flip(StringBuilder text, int at)
    {
        if (at < text.Length)
        {
            text[at] = (char)(text[at] ^ (1 << _dice.Next(7)));
        }
    }
}
