using System.Globalization;
using System.Text;

namespace De06Ingest.Feeds;

/// <summary>What the headers of Vietnamese registers mean, whatever their case, diacritics and underscores.</summary>
static class HeaderWords
{
    static readonly Dictionary<string, string> Fields = Table(
        ("personalId", "so dinh danh ca nhan,so dinh danh,so ddcn,ddcn,sddcn,ma ddcn,ma dinh danh,ma dinh danh ca nhan,"
            + "so cccd,cccd,can cuoc,so can cuoc,so can cuoc cong dan,can cuoc cong dan,the can cuoc,so the can cuoc,"
            + "so cccd ddcn,so ddcn cccd,so dinh danh cccd,so cmnd cccd,so cccd cmnd,cmnd cccd,cccd cmnd,so cmt cccd,"
            + "so giay to,so giay to tuy than,"
            + "personal id,citizen id,national id,id number,identify no,so cccd chu ho so"),
        ("legacyId", "cmnd,so cmnd,cmt,so cmt,chung minh nhan dan,so chung minh nhan dan,so chung minh,"
            + "cmnd cu,so cmnd cu"),
        ("name", "ho va ten,ho ten,ho ten cong dan,ho va ten cong dan,ten cong dan,ho ten khai sinh,"
            + "ho va ten khai sinh,ho chu dem va ten,ho chu dem va ten khai sinh,ho dem va ten,"
            + "ho ten nguoi huong,ho va ten nguoi huong,"
            + "ten nguoi huong,ten nnt,ten kh,ten khach hang,chu ho so,ten chu ho so,nguoi nop,ho ten nguoi nop,"
            + "ten nguoi nop,full name,name,ho ten hoc sinh,ho ten benh nhan"),
        ("birthDate", "ngay sinh,nam sinh,ngay thang nam sinh,ngay thang sinh,sinh ngay,birth date,birth day,"
            + "date of birth,dob,birth year,year of birth,birth date str,ntns"),
        ("sex", "gioi tinh,gioi,phai,nam nu,sex,gender,gender id"),
        ("phone", "so dien thoai,dien thoai,sdt,so dt,dt,dtdd,so dtdd,di dong,so di dong,dien thoai di dong,"
            + "so dien thoai di dong,sdt lien he,sdt dang ky,so dien thoai lien he,so dien thoai dang ky,"
            + "dien thoai lien he,phone,phone number,mobile,mobile phone,tel"),
        ("homeUnit", "ma xa,ma xa phuong,ma phuong xa,ma xa phuong thi tran,ma dvhc,ma don vi hanh chinh,ma xa cu tru,"
            + "ma xa thuong tru,ma xa tt,ma noi thuong tru,ma dia ban,home unit,commune code,ward code,unit code"),
        ("status", "trang thai,tinh trang,status,state,trang thai cu tru,tinh trang cu tru"),
        ("recordNo", "ma ho so,so ho so,so so,so so ho so,so so bhxh,ma so bhxh,ma bhxh,ma khach hang,ma kh,"
            + "ma benh nhan,ma bn,ma lk,ma so thue,mst,ma dinh danh bo gd dt,ma hoc sinh,ma doi tuong,"
            + "record no,id,ma so"));

    /// <summary>Data that Vietnamese law calls sensitive: origin, belief, health, offences, bank accounts,
    /// biometrics.</summary>
    static readonly HashSet<string> Sensitive = Set(
        "dan toc,ma dan toc,ten dan toc,ton giao,ma ton giao,ten ton giao,nhom mau,chan doan,ma benh,ten benh,benh,"
        + "benh ly,benh nen,tien su benh,tinh trang suc khoe,suc khoe,khuyet tat,dang khuyet tat,loai khuyet tat,hiv,"
        + "tien an,tien su,tien an tien su,an tich,toi danh,so tai khoan,stk,so tk,chu tai khoan,van tay,sinh trac,"
        + "anh,anh chan dung,ethnic,ethnic id,ethnicity,religion,account number,dang vien");

    /// <summary>Running numbers: they differ in each delivery without meaning anything.</summary>
    static readonly HashSet<string> Running = Set("stt,tt,so thu tu,so tt,no,row number");

    static readonly HashSet<string> Surnames = [.. ("nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo "
        + "duong ly dinh truong doan mai trinh dao lam cao ha chau luong ta thai to quach nong hua luu vuong giang "
        + "sung vang thao lau trieu ban long tang kieu tong bach ma quang lo luc khuc").Split(' ')];

    /// <summary>The citizen's field that the header names, or null.</summary>
    public static string? Field(string header) => Fields.GetValueOrDefault(Letters(header));

    public static bool IsSensitive(string header) => Sensitive.Contains(Letters(header));

    public static bool IsRunningNumber(string header) => Running.Contains(Letters(header));

    /// <summary>True when the text looks like a person's name: a usual surname and at least one more word.</summary>
    public static bool LooksLikePerson(string text)
    {
        var words = Words(text);
        return words.Length is >= 2 and <= 6 && Surnames.Contains(words[0]);
    }

    /// <summary>Words in small letters without diacritics: "SỐ_ĐDCN" gives so, ddcn; "HoTen" gives ho, ten.</summary>
    public static string[] Words(string text)
    {
        var words = new StringBuilder(text.Length);
        var previous = ' ';
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            if (!char.IsLetterOrDigit(c) || (char.IsUpper(c) && char.IsLower(previous)))
            {
                words.Append(' ');
            }

            words.Append(Plain(c));
            previous = c;
        }

        return words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    static string Plain(char c) => c switch
    {
        'Đ' or 'đ' or 'Ð' or 'ð' => "d",
        _ => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c).ToString() : "",
    };

    static string Letters(string text) => string.Concat(Words(text));

    static HashSet<string> Set(string words) => [.. words.Split(',').Select(Letters)];

    static Dictionary<string, string> Table(params (string Field, string Headers)[] rows) => rows
        .SelectMany(r => r.Headers.Split(',').Select(h => (Key: Letters(h), r.Field)))
        .ToDictionary(p => p.Key, p => p.Field, StringComparer.Ordinal);
}
