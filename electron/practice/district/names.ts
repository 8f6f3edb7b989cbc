import type { Random } from "./random.ts";

/** Names of nobody: trees, stones and weather before, parts of a landscape behind. */

type Words = readonly [string, ...string[]];

const words = (text: string): Words => text.split(" ") as unknown as Words;

const femaleNames = words(
  "Alder Amaryl Aspen Aurelind Briar Calla Celandine Clover Coralie Dahliette Elowyn Fennel Ferna Ginkga Hazelind Heatherly Iriselle Jasmira Junipera Lavendra Lilac Linden Magnola Marigold Meadow Myrtilla Olivine Opaline Pearlie Petunia Posy Primrosa Quartzia Roselle Rowena Rubina Saffrona Sagelle Sorrel Tansy Thistle Tulipa Verbena Violetta Willowen Yarrow Zinnia Zoë",
);
const maleNames = words(
  "Agaton Ambern Ashby Basalt Birchard Bramble Cedric Cobalto Cliffert Cypressan Dogwin Elmer Everbark Flinton Foster Galenite Garneth Granith Hawthorn Hemlo Ivyn Jadeon Jasperin Kelpin Larch Lindenas Maplewin Marblo Mossan Nettler Oakley Onyxo Pebblin Pinus Quillan Reedan Ridgely Rocher Sandor Slaten Spruce Sycamo Teakwin Thorne Timberly Topazio Walnuto René",
);
const surnameStarts = words(
  "Amber Ash Autumn Barley Birch Bramble Briar Brook Candle Cedar Chestnut Clay Clover Copper Cotton Dapple Dawn Dusk Elder Elm Ember Fern Field Flint Frost Glass Granite Green Harvest Hazel Heather Hollow Ivory Juniper Lark Linden Maple Marble Meadow Mist Moss Oak Pebble Pine Quarry Rain River Rowan Russet Sand Shale Silver Slate Snow Stone Sumac Thistle Timber Umber Willow",
);
const surnameEnds = words(
  "bank beam bridge brook burrow crest dale field fold gate grove haven hill holm lake ley low mead mere mill moor path reach ridge run shaw shore side stead stone stow thorpe vale wall water way wick wood worth yard",
);
const streets = words(
  "Acorn Beechnut Bluebell Catkin Chestnut Cinder Daffodil Dragonfly Feather Firefly Gooseberry Hedgerow Kingfisher Lantern Meadowlark Mulberry Nightingale Pinecone Quail Robin Starling Sunbeam Swallow Thimble Windmill",
);
const streetKinds = words("Lane Street Avenue Road Court Way Drive Place");

export interface PersonName {
  readonly firstName: string;
  readonly middleName?: string;
  readonly lastSurname: string;
}

export function personName(random: Random, female: boolean, surname = lastSurname(random)): PersonName {
  const given = female ? femaleNames : maleNames;
  const firstName = random.pick(given);
  return random.chance(0.4)
    ? { firstName, middleName: random.pick(given), lastSurname: surname }
    : { firstName, lastSurname: surname };
}

/** About 2,400 of them, some with a hyphen or an apostrophe. */
export function lastSurname(random: Random): string {
  const plain = random.pick(surnameStarts) + random.pick(surnameEnds);
  const style = random.next();
  if (style < 0.03) return `O'${plain}`;
  return style < 0.08 ? `${plain}-${random.pick(surnameStarts)}${random.pick(surnameEnds)}` : plain;
}

export function streetNumberName(random: Random): string {
  return `${random.between(1, 9899)} ${random.pick(streets)} ${random.pick(streetKinds)}`;
}

const schoolWords = words(
  "Acorn Birchwood Cedar Dogwood Elmwood Fernhill Greenfield Hazelwood Ironwood Juniper Kestrel Larkspur Maplewood Northfield Oakridge Pinehurst Quarry Redwood Sagebrush Thornhill Underhill Valley Willow Yarrow Zephyr",
);

/** "Cedar", then "Cedar East" … when the words are used up, then numbers. */
export function schoolWord(index: number): string {
  const word = schoolWords[index % schoolWords.length] ?? schoolWords[0];
  const round = Math.floor(index / schoolWords.length);
  const side = ["", " East", " West", " North", " South"][round];
  return side === undefined ? `${word} ${round + 1}` : word + side;
}
