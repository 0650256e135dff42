using EduConnect.Core.Accounts.Passwords;
using Xunit;

namespace EduConnect.Core.Tests.Accounts;

public sealed class PasswordRulesTests
{
    private static readonly PasswordContext Context = new(
        "c.morel27",
        ["Morel", "Claire", "Le Goff", "Inès", "Ly"],
        ["Collège Jeanne-Valmont", "Saint-Aubrac", "0130001A"],
        [new DateOnly(2014, 3, 7), new DateOnly(2018, 11, 2)],
        new DateTime(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc));

    [Theory]
    [InlineData(null, PasswordWeakness.Missing)]
    [InlineData("", PasswordWeakness.Missing)]
    [InlineData("onze signes", PasswordWeakness.TooShort)]
    [InlineData("brouette verte", PasswordWeakness.None)]
    [InlineData("k7#Rw2!pZq9v", PasswordWeakness.None)]
    [InlineData("Le hibou mange trois tartines", PasswordWeakness.None)]
    [InlineData("日本語のとても長いパスワード", PasswordWeakness.None)]
    [InlineData("motdepasse123", PasswordWeakness.Common)]
    [InlineData("M0td3P@sse2024!", PasswordWeakness.Common)]
    [InlineData("azertyuiop123456", PasswordWeakness.Common)]
    [InlineData("aaaaaaaaaaaaaaaa", PasswordWeakness.Common)]
    [InlineData("abcabcabcabcabc", PasswordWeakness.Common)]
    [InlineData("Soleil-Soleil-2026", PasswordWeakness.Common)]
    [InlineData("123456789012345", PasswordWeakness.Common)]
    [InlineData("1aqw2zsx3edc", PasswordWeakness.Common)]
    [InlineData("j'aime EduConnect !", PasswordWeakness.Personal)]
    [InlineData("3duc0nn3ct-zrtpw", PasswordWeakness.Personal)]
    [InlineData("une xx MOREL xx bleue", PasswordWeakness.Personal)]
    [InlineData("les legoff du bocage", PasswordWeakness.Personal)]
    [InlineData("inés et la brouette", PasswordWeakness.Personal)]
    [InlineData("vive Saint-Aubrac !", PasswordWeakness.Personal)]
    [InlineData("zut 07/03/2014 zut", PasswordWeakness.Personal)]
    [InlineData("brouette20140307", PasswordWeakness.Personal)]
    [InlineData("tu lys une brouette", PasswordWeakness.None)]
    [Trait("Rule", "S-PW5")]
    public void Judgement_of(string? password, PasswordWeakness expected) => Assert.Equal(expected, PasswordRules.Judge(password, Context));

    [Fact]
    public void Half_a_surrogate_pair_is_no_text() => Assert.Equal(PasswordWeakness.Missing, PasswordRules.Judge("\ud800" + "brouette verte", Context));

    [Theory]
    [InlineData(11, 12, PasswordWeakness.TooShort)]
    [InlineData(12, 12, PasswordWeakness.None)]
    [InlineData(14, 15, PasswordWeakness.TooShort)]
    [InlineData(15, 15, PasswordWeakness.None)]
    [InlineData(128, 12, PasswordWeakness.None)]
    [InlineData(256, 12, PasswordWeakness.None)]
    [InlineData(257, 12, PasswordWeakness.TooLong)]
    [InlineData(20_000, 12, PasswordWeakness.TooLong)]
    [Trait("Rule", "S-PW4")]
    public void Length_counts_code_points(int length, int minimum, PasswordWeakness expected)
    {
        const string Varied = "zq7Wk!pv3Tx#bj9Rd?";
        var password = string.Concat(Enumerable.Range(0, length).Select(i => i % 5 == 4 ? "😀" : Varied[i % Varied.Length].ToString()));
        Assert.Equal(expected, PasswordRules.Judge(password, Context, minimum));
    }

    [Fact]
    [Trait("Rule", "S-PW5")]
    public void Anything_that_holds_the_username_or_a_birth_date_is_refused()
    {
        var random = new Random(20261120);
        string[] personal = ["c.morel27", "C.MOREL27", "cmorel27", "07032014", "7/3/2014", "2014-03-07", "070314", "02.11.2018"];
        for (var i = 0; i < 2000; i++)
        {
            string Noise() => new([.. Enumerable.Range(0, random.Next(4, 12)).Select(_ => (char)random.Next('!', '0'))]);
            var password = Noise() + personal[random.Next(personal.Length)] + Noise();
            Assert.Equal(PasswordWeakness.Personal, PasswordRules.Judge(password.Length < 12 ? password + "zzzzzzzz" : password, Context));
        }
    }
}
