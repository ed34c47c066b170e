// @ts-check

/**
 * Names are a first part, a second and a last. The parts of a script repeat often enough that a filter by
 * FriendlyName finds several profiles in a long list.
 * @typedef {{ share: number, first: string[], second: string[], last: string[] }} Script
 */

// The shares are in hundredths and add up to 100.
/** @type {Script[]} */
const SCRIPTS = [
  {
    share: 52,
    first: [
      "Northwind",
      "Blue Heron",
      "Copperfield",
      "Lakeshore",
      "Summit",
      "Harbor Light",
      "Redwood",
      "Ironbridge",
      "Silver Birch",
      "Granite",
      "Meadowlark",
      "Cobalt",
      "Juniper",
      "Old Mill",
      "Starling",
      "Westgate",
    ],
    second: [
      " Logistics",
      " Dental Care",
      " Software",
      " & Daughters",
      " Insurance",
      " Robotics",
      " Bakery",
      " Payments",
      " Telehealth",
      " Real Estate",
      " Energy",
      " Freight",
    ],
    last: [" Inc.", " LLC", " Ltd", ", Inc.", " Group", " Co-op", ""],
  },
  {
    share: 16,
    first: [
      "Café Olé",
      "Müller",
      "São João",
      "Łódzkie",
      "Ångström",
      "Peña",
      "Crème Brûlée",
      "Çelik",
      "Nguyễn",
      "Žižka",
    ],
    second: [" Söhne", " Logística", " Énergie", " Bäckerei", " Sağlık", " Zdrowie", " Distribuição", " Møbler"],
    last: [" GmbH", " S.A.", " Sp. z o.o.", " A/S", " Ltda.", " SARL", ""],
  },
  {
    share: 9,
    first: ["東京", "大阪", "富士", "上海", "深圳", "華南", "서울", "한빛"],
    second: ["電機", "物流", "科技", "商事", "銀行", "통신", "의료"],
    last: ["株式会社", "有限公司", "集团", "주식회사", "合同会社", ""],
  },
  {
    share: 6,
    first: ["شركة النور", "مؤسسة الخليج", "مجموعة الواحة", "شركة الأمل"],
    second: [" للاتصالات", " للتجارة", " للخدمات الطبية", " للنقل"],
    last: [" المحدودة", " ش.م.م", ""],
  },
  {
    share: 9,
    first: ["Север", "Берег", "Світанок", "Балкан", "Заря", "Дніпро"],
    second: ["Связь", " Логистика", "Енерго", " Транспорт", " Медицина"],
    last: [" ООО", " АД", " ТОВ", ""],
  },
  {
    share: 4,
    first: ["श्री गणेश", "भारत", "हिमालय", "गंगा"],
    second: [" संचार", " व्यापार", " स्वास्थ्य", " परिवहन"],
    last: [" प्राइवेट लिमिटेड", " लिमिटेड", ""],
  },
  {
    share: 2,
    first: ["🚀 Liftoff", "🍕 Slice", "👩‍🚀 Orbit", "🇳🇱 Tulip"],
    second: [" Labs", " Delivery", " Studio"],
    last: [" 🎉", " Inc.", ""],
  },
  {
    share: 2,
    first: ['"Quoted"', "O'Brien", "Back\\slash", "<b>Bold</b>", "50% + Tax"],
    second: [' "& Sons"', " C:\\Data", " R&D", " a=b&c=d"],
    last: [" #1", " ?", ""],
  },
];

/**
 * A company's name out of 32 random bits.
 * @param {number} bits
 */
export function companyName(bits) {
  let share = bits % 100;
  let rest = Math.floor(bits / 100);
  for (const script of SCRIPTS) {
    if (share < script.share) {
      let name = "";
      for (const parts of [script.first, script.second, script.last]) {
        name += parts[rest % parts.length];
        rest = Math.floor(rest / parts.length);
      }
      return name;
    }
    share -= script.share;
  }
  throw new RangeError("the scripts' shares add up to less than 100");
}
