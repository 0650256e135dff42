using EduConnect.Web.Design;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Tests.Design;

public sealed class DateInputTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("4", "3", "2014")]
    [InlineData("04", "03", "2014")]
    [InlineData(" 4 ", "\t3", "2 014")]
    [InlineData("４", "３", "２０１４")]
    public void Forms_that_people_type_are_one_date(string day, string month, string year)
    {
        var (date, errors) = Read(day, month, year);
        Assert.Equal(new DateOnly(2014, 3, 4), date);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("", "", "", "D", "Saisissez la date de naissance, comme 27 3 2014.")]
    [InlineData("", "3", "2014", "D.Day", "Saisissez le jour de naissance, comme 27.")]
    [InlineData("4", " ", "2014", "D.Month", "Saisissez le mois de naissance, comme 3.")]
    [InlineData("4", "3", null, "D.Year", "Saisissez l’année de naissance, comme 2014.")]
    [InlineData("32", "3", "2014", "D.Day", "Le jour est un nombre de 1 à 31. Saisissez-le à nouveau.")]
    [InlineData("-4", "3", "2014", "D.Day", "Le jour est un nombre de 1 à 31. Saisissez-le à nouveau.")]
    [InlineData("4", "mars", "2014", "D.Month", "Le mois est un nombre de 1 à 12. Saisissez-le à nouveau.")]
    [InlineData("4", "3", "14", "D.Year", "L’année s’écrit avec 4 chiffres, comme 2014. Saisissez-la à nouveau.")]
    [InlineData("4", "3", "99999999999999999999", "D.Year", "L’année s’écrit avec 4 chiffres, comme 2014. Saisissez-la à nouveau.")]
    [InlineData("31", "2", "2014", "D", "Le 31 février n’existe pas. Saisissez une date comme 27 3 2014.")]
    [InlineData("29", "2", "2023", "D", "Le 29 février n’existe pas. Saisissez une date comme 27 3 2014.")]
    [InlineData("22", "11", "2026", "D", "Une date de naissance est dans le passé. Saisissez-la à nouveau.")]
    public void Refusal_names_the_field_and_what_to_do(string? day, string? month, string? year, string field, string sentence)
    {
        var (date, errors) = Read(day, month, year);
        Assert.Null(date);
        Assert.Equal([(field, sentence)], errors);
    }

    private static (DateOnly? Date, IReadOnlyList<(string Field, string Sentence)> Errors) Read(string? day, string? month, string? year)
    {
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var texts = services.GetRequiredService<IStringLocalizer<Texts>>();
        var state = new ModelStateDictionary();
        var date = new DateInput { Day = day, Month = month, Year = year }.Read("D", state, texts, Today);
        return (date, [.. state.SelectMany(entry => entry.Value!.Errors.Select(error => (entry.Key, error.ErrorMessage)))]);
    }
}
