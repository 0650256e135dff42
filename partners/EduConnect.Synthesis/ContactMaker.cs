namespace EduConnect.Synthesis;

/// <summary>How somebody is reached, as the person would dictate it; empty when the school does not know.</summary>
public sealed record ContactDetails(string Mobile, string HomePhone, string Mail);

/// <summary>
/// Invented contacts: mobiles from the ranges kept for fiction (06 39 98) or never given to subscribers (07 0), landlines
/// from 01 99 00, mails at example.org.
/// </summary>
public static class ContactMaker
{
    private const int FictionNumbers = 10_000;

    public static ContactDetails Draw(ref Dice dice, SynthesisOptions options, Family family, int slot, string firstName, string name)
    {
        var isBad = dice.Chance(options.Irregularities.Share(Irregularity.BadContact));
        var hasMobile = dice.Chance(0.88);
        var hasMail = dice.Chance(0.8);
        var hasHome = dice.Chance(0.4);
        var mobile = hasMobile ? Mobile(options, family, slot) : "";
        var mail = hasMail ? Mail(family, slot, firstName, name) : "";
        if (isBad)
        {
            (mobile, mail) = dice.Below(6) switch
            {
                0 => ($"{Mobile(options, family, slot)} (maman)", mail),
                1 => ("ne pas appeler le matin", mail),
                2 => ("0000000000", mail),
                3 => (mobile, "pas de mail"),
                4 => (mobile, $"{NameBook.ForMail(name)}@"),
                _ => (mobile, $"{NameBook.ForMail(firstName)} {NameBook.ForMail(name)}@example.org"),
            };
        }
        return new ContactDetails(mobile, hasHome ? $"019900{dice.Between(0, 9999):0000}" : "", mail);
    }

    /// <summary>The mobile of a person; <paramref name="version"/> counts how often it changed.</summary>
    public static string Mobile(SynthesisOptions options, Family family, int slot, int version = 0)
    {
        var number = (family.Number * 8) + slot;
        var academie = options.Academies[family.Home];
        if (academie.IsOverseas)
            return $"{OverseasPrefix(academie)}{(number + (version * 499_979)) % 1_000_000:000000}";
        return number < FictionNumbers && version == 0
            ? $"063998{number:0000}"
            : $"070{(number + (version * 4_999_999)) % 10_000_000:0000000}";
    }

    /// <summary>The mail of a person; the family number keeps it unlike any other.</summary>
    public static string Mail(Family family, int slot, string firstName, string name) =>
        $"{NameBook.ForMail(firstName)}.{NameBook.ForMail(name)}{family.Number}{(slot > 1 ? $"-{slot}" : "")}@example.org";

    private static string OverseasPrefix(Academie academie) => academie.Code switch
    {
        "31" => "0696",
        "32" => "0690",
        "33" => "0694",
        "43" => "0639",
        _ => "0692",
    };
}
