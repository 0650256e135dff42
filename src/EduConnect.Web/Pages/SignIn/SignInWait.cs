using System.Globalization;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.SignIn;

/// <summary>The answer to a try that came too soon, the same wherever somebody signs in.</summary>
internal static class SignInWait
{
    /// <summary>Gives the answer its status and its header.</summary>
    /// <returns>the sentence, which counts minutes</returns>
    public static string Answer(HttpResponse response, TimeSpan wait, IStringLocalizer<FamilyTexts> texts)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var minutes = (int)Math.Ceiling(wait.TotalMinutes);
        return minutes <= 1 ? texts["SignIn.Wait.One"] : texts["SignIn.Wait.Many", minutes];
    }
}
