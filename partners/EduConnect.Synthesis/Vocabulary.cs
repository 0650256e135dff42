namespace EduConnect.Synthesis;

/// <summary>The attribute names that differ between the two degrees.</summary>
public sealed record Vocabulary(
    string UsualName,
    string FirstName,
    string Civility,
    string Mail,
    string HomePhone,
    string Mobile,
    string Guardians,
    string Classes,
    string Groups)
{
    private static readonly Vocabulary First = new(
        "ENTPersonNom", "ENTPersonPrenom", "ENTPersonCivilite", "ENTPersonMail", "ENTPersonTelPerso", "ENTPersRelEleveTelMobile",
        "ENTEleveAutoriteParentale", "ENTPersonClasses", "ENTPersonGroupes");

    private static readonly Vocabulary Second = new(
        "sn", "givenName", "personalTitle", "mail", "homePhone", "mobile",
        "ENTElevePersRelEleve", "ENTEleveClasses", "ENTEleveGroupes");

    public static Vocabulary Of(AafDegree degree) => degree == AafDegree.First ? First : Second;
}
