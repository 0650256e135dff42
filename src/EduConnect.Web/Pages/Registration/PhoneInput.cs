using System.Globalization;
using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Platform;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Registration;

/// <summary>Reads a mobile number and says why no code was sent, in the same words for everybody.</summary>
internal static class PhoneInput
{
    /// <summary>The number in E.164 form; null with a message at <paramref name="field"/>.</summary>
    public static string? Read(string? typed, string field, ModelStateDictionary state, IStringLocalizer<FamilyTexts> texts)
    {
        var phone = PhoneNumber.ToE164(typed);
        if (PhoneNumber.IsMobile(phone))
        {
            return phone;
        }

        state.AddModelError(field, texts["Phone.Wrong"]);
        return null;
    }

    /// <summary>Adds the message of a refused sending and tells the browser how long to wait.</summary>
    /// <returns>the status of the answer</returns>
    public static int Refuse(CodeSending sending, string field, ModelStateDictionary state, IStringLocalizer<FamilyTexts> texts, HttpResponse response)
    {
        state.AddModelError(field, texts["Code." + sending]);
        response.Headers.RetryAfter = (sending == CodeSending.TooSoon ? 60 : 3600).ToString(CultureInfo.InvariantCulture);
        return StatusCodes.Status429TooManyRequests;
    }
}
