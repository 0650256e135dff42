namespace EduConnect.Synthesis;

/// <summary>
/// Writes an adult as a guardian record. Every source has typed the same person in its own way: accents, hyphens, phone
/// format, a mobile it does not know; what it typed stays the same from day to day.
/// </summary>
public sealed class GuardianRendering(SynthesisOptions options)
{
    /// <summary>What one source typed of one adult.</summary>
    public sealed record Typed(string BirthName, string UsualName, string FirstName, string Civility, string Mobile, string HomePhone, string Mail);

    /// <summary>The adult as a source knows them; <paramref name="second"/> for the record typed twice.</summary>
    public Typed Type(Family family, Adult adult, Feed feed, bool second)
    {
        var dice = new Dice(options.Seed, DiceUse.Feed, family.Number, (adult.Slot * 2) + (second ? 1 : 0), feed.Index);
        var accents = feed.Degree == AafDegree.Second && dice.Chance(0.7) && !second;
        var firstName = FirstName(adult.FirstName, ref dice, feed.Degree, second);
        var knowsMobile = adult.Slot > 1 || dice.Chance(0.94);
        var format = feed.Degree == AafDegree.First ? dice.Below(3) : dice.Weighted([1, 1, 1, 6]);
        var isDirty = dice.Chance(options.Irregularities.Share(Irregularity.DirtyText));
        var birthName = NameBook.Capitals(adult.BirthName, accents);
        return new Typed(
            isDirty ? $" {birthName}  " : birthName,
            NameBook.Capitals(adult.UsualName, accents),
            isDirty ? $"{firstName} " : firstName,
            Civility(adult.Civility, ref dice),
            knowsMobile ? Phone(adult.Mobile, format) : "",
            Phone(adult.HomePhone, format),
            isDirty ? adult.Mail.ToUpperInvariant() : adult.Mail);
    }

    /// <summary>The record.</summary>
    public AafRecord Render(Family family, Adult adult, Feed feed, bool second)
    {
        var words = Vocabulary.Of(feed.Degree);
        var typed = Type(family, adult, feed, second);
        var id = Slots.Adult(family, feed, adult.Slot, second);
        var list = new AttributeList().Add("ENTPersonJointure", id);
        if (feed.Degree == AafDegree.Second)
            list.Add("ENTPersonDateNaissance", "");
        list.Add("ENTPersonNomPatro", typed.BirthName)
            .Add(words.UsualName, typed.UsualName)
            .Add(words.FirstName, typed.FirstName)
            .Add(words.Civility, typed.Civility)
            .Add(words.HomePhone, typed.HomePhone)
            .Add(words.Mobile, typed.Mobile)
            .Add(words.Mail, typed.Mail)
            .Add("ENTPersonAdresse", Lines(adult.Address, adult.Slot == Slots.Contact))
            .Add("ENTPersonCodePostal", adult.Address.PostCode)
            .Add("ENTPersonVille", adult.Address.Town)
            .Add("ENTPersonPays", "FRANCE");
        if (feed.Degree == AafDegree.Second)
            list.Add("ENTPersonAdresseDiffusion", "N").Add("ENTPersonMobileSMS", typed.Mobile);
        return list.Record(AafEntity.Guardian, id);
    }

    private static string FirstName(string name, ref Dice dice, AafDegree degree, bool second)
    {
        var isCapitals = dice.Chance(degree == AafDegree.First ? 0.4 : 0.05);
        var isBare = dice.Chance(0.15) || second;
        var isShort = dice.Chance(0.03);
        if (isShort && name.IndexOf('-', StringComparison.Ordinal) is > 0 and var hyphen)
            return name[..hyphen];
        if (isBare)
            name = NameBook.Unaccented(name).Replace('-', ' ');
        return isCapitals ? NameBook.Capitals(name, accents: false) : name;
    }

    private static string Civility(string civility, ref Dice dice) =>
        dice.Chance(0.02) ? civility.TrimEnd('.').ToUpperInvariant() : civility;

    private string Lines(Address address, bool isOdd) =>
        isOdd && options.Irregularities.Has(Irregularity.DirtyText)
            ? $"{address.Street}$Porte $ droite$$"
            : $"{address.Street}${address.Complement}$$";

    private string Phone(string digits, int format)
    {
        if (digits.Length != 10 || !digits.All(char.IsAsciiDigit) || digits.StartsWith("0000", StringComparison.Ordinal))
            return digits;
        var pairs = string.Join(' ', Enumerable.Range(0, 5).Select(pair => digits.Substring(pair * 2, 2)));
        var overseas = Overseas(digits);
        return format switch
        {
            0 => digits,
            1 => pairs,
            2 => pairs.Replace(' ', '.'),
            _ when overseas is { } code => $"+{code} {digits[1..4]} {digits[4..6]} {digits[6..8]} {digits[8..]}",
            _ => $"+33 {pairs[1..]}",
        };
    }

    private static string? Overseas(string digits) => digits[..4] switch
    {
        "0692" or "0693" or "0262" => "262",
        "0690" or "0590" => "590",
        "0694" or "0594" => "594",
        "0696" or "0596" => "596",
        _ => null,
    };
}
